-- What is the median follower count in each age group?
SELECT age_group, median(follower_count) AS median_follower_count
FROM pin JOIN user_in_age_group USING (ind)
GROUP BY age_group
ORDER BY age_group
