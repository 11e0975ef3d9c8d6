-- Posts: pins with where they were posted and who posted them. Without a geo row post_year is null, without a user row join_year is.
CREATE OR REPLACE TEMPORARY VIEW posts AS
SELECT
  ind, country, year(timestamp) AS post_year, category, poster_name, follower_count,
  CASE
    WHEN age BETWEEN 18 AND 24 THEN '18-24'
    WHEN age BETWEEN 25 AND 35 THEN '25-35'
    WHEN age BETWEEN 36 AND 50 THEN '36-50'
    WHEN age > 50 THEN '50+'
  END AS age_group,
  year(date_joined) AS join_year
FROM pin LEFT JOIN geo USING (ind) LEFT JOIN user USING (ind)
