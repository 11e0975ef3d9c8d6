-- What is the median follower count in each age group?
SELECT age_group, median(follower_count) AS median_follower_count
FROM posts
WHERE age_group IS NOT NULL
GROUP BY age_group
ORDER BY age_group
