-- Which country has the user with the most followers of all?
WITH best AS (
  SELECT country, max(follower_count) AS follower_count
  FROM posts
  WHERE post_year IS NOT NULL
  GROUP BY country
)
SELECT country, follower_count
FROM best
WHERE follower_count = (SELECT max(follower_count) FROM best)
ORDER BY country
