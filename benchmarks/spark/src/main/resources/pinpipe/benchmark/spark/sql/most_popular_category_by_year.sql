-- Which category is the most popular in each year of posting?
WITH counted AS (
  SELECT year(timestamp) AS post_year, category, count(*) AS category_count
  FROM pin JOIN geo USING (ind)
  WHERE year(timestamp) BETWEEN :first_post_year AND :last_post_year
  GROUP BY post_year, category
),
placed AS (
  SELECT *, rank() OVER (PARTITION BY post_year ORDER BY category_count DESC) AS place
  FROM counted
)
SELECT post_year, category, category_count
FROM placed
WHERE place = 1
ORDER BY post_year, category
