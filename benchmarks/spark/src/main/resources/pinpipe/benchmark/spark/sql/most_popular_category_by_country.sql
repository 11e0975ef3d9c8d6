-- Which category is the most popular in each country?
WITH counted AS (
  SELECT country, category, count(*) AS category_count
  FROM pin JOIN geo USING (ind)
  GROUP BY country, category
),
placed AS (
  SELECT *, rank() OVER (PARTITION BY country ORDER BY category_count DESC) AS place
  FROM counted
)
SELECT country, category, category_count
FROM placed
WHERE place = 1
ORDER BY country, category
