-- Users with their age group; who is younger than 18, or of unknown age, is in none and so is left out.
CREATE OR REPLACE TEMPORARY VIEW user_in_age_group AS
WITH grouped AS (
  SELECT *,
    CASE
      WHEN age BETWEEN 18 AND 24 THEN '18-24'
      WHEN age BETWEEN 25 AND 35 THEN '25-35'
      WHEN age BETWEEN 36 AND 50 THEN '36-50'
      WHEN age > 50 THEN '50+'
    END AS age_group
  FROM user
)
SELECT *
FROM grouped
WHERE age_group IS NOT NULL
