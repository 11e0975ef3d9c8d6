-- What is the median follower count of the users who joined in each year?
SELECT join_year, median(follower_count) AS median_follower_count
FROM posts
WHERE join_year BETWEEN :first_join_year AND :last_join_year
GROUP BY join_year
ORDER BY join_year
