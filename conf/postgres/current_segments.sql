-- Current segment of every customer. One row: a customer of a source in one segment set.
-- needs: customer_segments
SELECT source, customer_id, segment_set, segment, valid_from
FROM customer_segments
WHERE is_current;
