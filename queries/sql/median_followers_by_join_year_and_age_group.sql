-- What is the median follower count of the users who joined in each year, by age group?
SELECT join_year, age_group, median(follower_count) AS median_follower_count
FROM posts
WHERE join_year BETWEEN :first_join_year AND :last_join_year AND age_group IS NOT NULL
GROUP BY join_year, age_group
ORDER BY join_year, age_group
