-- Which country has the user with the most followers of all?
WITH located AS (
  SELECT country, follower_count
  FROM pin JOIN geo USING (ind)
)
SELECT DISTINCT country, follower_count
FROM located
WHERE follower_count = (SELECT max(follower_count) FROM located)
ORDER BY country
