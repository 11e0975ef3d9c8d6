-- What is the median follower count of the users who joined in each year, by age group?
SELECT year(date_joined) AS join_year, age_group, median(follower_count) AS median_follower_count
FROM pin JOIN user_in_age_group USING (ind)
WHERE year(date_joined) BETWEEN :first_join_year AND :last_join_year
GROUP BY join_year, age_group
ORDER BY join_year, age_group
