-- How many users joined in each year?
WITH person AS (
  SELECT DISTINCT user_name, age, date_joined
  FROM user
)
SELECT year(date_joined) AS join_year, count(*) AS number_users_joined
FROM person
WHERE year(date_joined) BETWEEN :first_join_year AND :last_join_year
GROUP BY join_year
ORDER BY join_year
