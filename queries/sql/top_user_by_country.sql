-- Who has the most followers in each country?
WITH best AS (
  SELECT country, poster_name, max(follower_count) AS follower_count
  FROM posts
  WHERE post_year IS NOT NULL AND follower_count IS NOT NULL
  GROUP BY country, poster_name
),
placed AS (
  SELECT *, rank() OVER (PARTITION BY country ORDER BY follower_count DESC) AS place
  FROM best
)
SELECT country, poster_name, follower_count
FROM placed
WHERE place = 1
ORDER BY country, poster_name
