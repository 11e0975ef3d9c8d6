-- Who has the most followers in each country?
WITH placed AS (
  SELECT country, poster_name, follower_count,
    rank() OVER (PARTITION BY country ORDER BY follower_count DESC) AS place
  FROM pin JOIN geo USING (ind)
  WHERE follower_count IS NOT NULL
)
SELECT DISTINCT country, poster_name, follower_count
FROM placed
WHERE place = 1
ORDER BY country, poster_name
