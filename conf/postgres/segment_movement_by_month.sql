-- Movement between segments by month. One row: customers of a source who went from one segment of a set to another in a month.
-- needs: customer_segments
-- column month: the first day of the month
-- column from_segment: segment that the customers left; null for those who came
-- column to_segment: segment that they went to; null for those who left the set
-- column customers: number of such steps; a customer who goes there and back counts twice
WITH stays AS (
    SELECT source, customer_id, segment_set, segment, valid_from, valid_to,
        lag(segment) OVER stays AS earlier, lag(valid_to) OVER stays AS earlier_to, lead(valid_from) OVER stays AS later_from
    FROM customer_segments
    WINDOW stays AS (PARTITION BY source, customer_id, segment_set ORDER BY valid_from)),
moves AS (
    SELECT source, segment_set, valid_from AS day, CASE WHEN earlier_to = valid_from THEN earlier END AS from_segment, segment AS to_segment
    FROM stays
    UNION ALL
    SELECT source, segment_set, valid_to, segment, NULL
    FROM stays
    WHERE valid_to IS NOT NULL AND valid_to IS DISTINCT FROM later_from)
SELECT date_trunc('month', day)::date AS month, source, segment_set, from_segment, to_segment, count(*) AS customers
FROM moves
GROUP BY 1, 2, 3, 4, 5;
