-- Queries over the main job's lakehouse that every engine answers alike. ${schema.table} stands for the table by its path.
-- Each gives its rows in one order only.

-- rows and customers of each country
SELECT country, count(*) AS lines, count(DISTINCT customer_id) AS customers FROM ${silver.order_lines} GROUP BY country ORDER BY lines DESC, country;

-- names that Spark makes up
SELECT count(*), count(customer_id), sum(amount), avg(amount), min(ordered_at), max(ordered_at), sum(quantity) / count(*) FROM ${silver.order_lines};

-- a filter with every kind of predicate
SELECT order_id, line_no, product_name FROM ${silver.order_lines}
WHERE country IN ('FR', 'DE') AND quantity BETWEEN 10 AND 20 AND product_name LIKE '%BAG%' AND customer_id IS NOT NULL AND NOT is_return
ORDER BY order_id, line_no LIMIT 20;

-- best sellers
SELECT product_id, max(product_name) AS name, sum(amount) AS revenue FROM ${silver.order_lines}
WHERE NOT is_return GROUP BY product_id ORDER BY revenue DESC, product_id LIMIT 10;

-- group by position, order by position
SELECT country, is_return, sum(amount) FROM ${silver.order_lines} GROUP BY 1, 2 ORDER BY 1, 2;

-- group by all
SELECT country, date(ordered_at) AS day, count(*) AS n FROM ${silver.order_lines} GROUP BY ALL ORDER BY ALL;

-- group by an alias, having an alias, order by an aggregate that is not selected
SELECT hour(ordered_at) AS hour, count(*) AS n FROM ${silver.order_lines} GROUP BY hour HAVING n > 100 ORDER BY sum(amount) DESC;

-- having an aggregate that is not selected
SELECT customer_id FROM ${silver.order_lines} WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING sum(amount) > 1000 ORDER BY customer_id;

-- having without groups
SELECT sum(quantity) AS pieces FROM ${silver.order_lines} HAVING count(*) > 1;

-- rollup with grouping
SELECT country, is_return, grouping(country) AS g, grouping_id() AS gid, count(*) AS n FROM ${silver.order_lines}
WHERE country IN ('FR', 'DE', 'ES') GROUP BY ROLLUP(country, is_return) ORDER BY gid, country NULLS LAST, is_return NULLS LAST;

-- cube
SELECT country, is_return, sum(amount) AS revenue FROM ${silver.order_lines}
WHERE country IN ('FR', 'DE') GROUP BY country, is_return WITH CUBE ORDER BY country NULLS FIRST, is_return NULLS FIRST;

-- grouping sets and their product with a column
SELECT source, country, is_return, count(*) AS n FROM ${silver.order_lines}
WHERE country IN ('FR', 'DE') GROUP BY source, GROUPING SETS ((country, is_return), (country), ()) ORDER BY ALL;

-- grouping sets after the columns
SELECT country, currency, count(*) FROM ${silver.order_lines} GROUP BY country, currency GROUPING SETS ((country), (currency)) ORDER BY 1 NULLS LAST, 2;

-- distinct
SELECT DISTINCT country, currency FROM ${silver.order_lines} ORDER BY country;

-- count distinct of several columns, filters on aggregates
SELECT count(DISTINCT order_id, product_id) AS pairs, count(*) FILTER (WHERE is_return) AS returns, sum(amount) FILTER (WHERE country = 'FR') AS french FROM ${silver.order_lines};

-- first lines by limit and offset
SELECT order_id, line_no FROM ${silver.order_lines} ORDER BY order_id, line_no LIMIT 5 OFFSET 10;

-- an order that is not selected
SELECT product_name FROM ${silver.order_lines} ORDER BY unit_price DESC, order_id, line_no LIMIT 5;

-- nulls first and last
SELECT DISTINCT customer_id FROM ${silver.order_lines} WHERE order_id < '536390' ORDER BY customer_id DESC NULLS FIRST LIMIT 6;

-- arithmetic on decimals
SELECT line_no, unit_price * quantity AS exact, amount / quantity AS each, amount + 1 AS plus, -amount AS minus, round(amount / 3, 2) AS third
FROM ${silver.order_lines} WHERE order_id = '536370' ORDER BY line_no;

-- casts
SELECT line_no, CAST(amount AS STRING) AS a, CAST(amount AS INT) AS b, CAST(amount AS DOUBLE) AS c, CAST(line_no AS BIGINT) AS d, CAST(ordered_at AS DATE) AS e,
  TRY_CAST(product_id AS INT) AS f, quantity::DECIMAL(5,1) AS g FROM ${silver.order_lines} WHERE order_id = '536370' ORDER BY line_no;

-- dates and times
SELECT DISTINCT date_trunc('DAY', ordered_at) AS day, dayofweek(ordered_at) AS dow, date_format(ordered_at, 'yyyy-MM') AS month, date(ordered_at) + INTERVAL 1 DAY AS tomorrow,
  datediff(DATE '2010-12-31', date(ordered_at)) AS days, extract(YEAR FROM ordered_at) AS y FROM ${silver.order_lines} ORDER BY day;

-- strings
SELECT DISTINCT upper(country) || '-' || lower(currency) AS pair, length(country_raw) AS len, substring(country_raw, 1, 3) AS start, initcap(country_raw) AS cap,
  concat_ws('/', source, country) AS path, regexp_replace(country_raw, '[aeiou]', '') AS bare FROM ${silver.order_lines} ORDER BY path, len;

-- a case
SELECT CASE WHEN quantity < 0 THEN 'back' WHEN quantity >= 100 THEN 'bulk' ELSE 'few' END AS size, count(*) AS n, min(amount) AS low, max(amount) AS high
FROM ${silver.order_lines} GROUP BY size ORDER BY size;

-- a simple case, coalesce, nullif, if
SELECT CASE country WHEN 'GB' THEN 'home' ELSE 'abroad' END AS place, count(coalesce(customer_id, 'none')) AS a, count(nullif(country, 'GB')) AS b, sum(if(is_return, 1, 0)) AS c
FROM ${silver.order_lines} GROUP BY 1 ORDER BY 1;

-- arrays
SELECT flags, size(flags) AS n, array_contains(flags, 'no_customer') AS anonymous, count(*) AS lines FROM ${silver.order_lines} GROUP BY flags ORDER BY lines DESC, size(flags);

-- one row for each flag
SELECT flag, count(*) AS n FROM ${silver.order_lines} LATERAL VIEW explode(flags) f AS flag GROUP BY flag ORDER BY flag;

-- positions of flags, rows without any kept
SELECT order_id, line_no, p, flag FROM ${silver.order_lines} LATERAL VIEW OUTER posexplode(flags) f AS p, flag WHERE order_id IN ('536370', '536379') ORDER BY order_id, line_no, p;

-- a generator in the select list
SELECT order_id, explode(array(line_no, quantity)) AS v FROM ${silver.order_lines} WHERE order_id = '536365' ORDER BY v;

-- inline over a list of structs
SELECT country, p.name, p.pieces FROM (SELECT country, array(struct('all' AS name, sum(quantity) AS pieces), struct('lines' AS name, count(*) AS pieces)) AS ps
  FROM ${silver.order_lines} WHERE country IN ('FR', 'DE') GROUP BY country) LATERAL VIEW inline(ps) p ORDER BY country, name;

-- collected lists
SELECT country, array_sort(collect_set(currency)) AS currencies, size(collect_list(order_id)) AS n FROM ${silver.order_lines} GROUP BY country ORDER BY country;

-- higher-order functions
SELECT country, aggregate(transform(collect_list(quantity), q -> q * 2), 0, (a, x) -> a + x) AS doubled, size(filter(collect_list(quantity), q -> q > 10)) AS many
FROM ${silver.order_lines} WHERE country IN ('FR', 'DE') GROUP BY country ORDER BY country;

-- maps and structs
SELECT map('lines', count(*), 'pieces', sum(quantity)) AS m, named_struct('least', min(amount), 'most', max(amount)) AS s FROM ${silver.order_lines};

-- a join on a condition
SELECT r.segment, count(*) AS lines, sum(l.amount) AS revenue FROM ${silver.order_lines} l JOIN ${gold.customer_rfm} r ON l.customer_id = r.customer_id AND l.source = r.source
GROUP BY r.segment ORDER BY r.segment;

-- a join by shared columns
SELECT source, customer_id, r.monetary, s.segment_set, s.segment FROM ${gold.customer_rfm} r JOIN ${gold.customer_segments} s USING (source, customer_id)
WHERE s.is_current ORDER BY customer_id, segment_set LIMIT 15;

-- a natural join
SELECT count(*) AS n, count(DISTINCT customer_id) AS c FROM ${gold.customer_rfm} NATURAL JOIN (SELECT DISTINCT source, customer_id, segment FROM ${gold.customer_segments} WHERE is_current);

-- a left join and its misses
SELECT count(*) AS lines, count(r.customer_id) AS scored FROM ${silver.order_lines} l LEFT JOIN ${gold.customer_rfm} r USING (source, customer_id);

-- a full join
SELECT a.country AS a, b.country AS b FROM (SELECT DISTINCT country FROM ${silver.order_lines} WHERE is_return) a
FULL OUTER JOIN (SELECT DISTINCT country FROM ${silver.order_lines} WHERE quantity > 100) b ON a.country = b.country ORDER BY a NULLS LAST, b NULLS LAST;

-- a right join
SELECT b.country, a.n FROM (SELECT country, count(*) AS n FROM ${silver.order_lines} WHERE is_return GROUP BY country) a
RIGHT JOIN (SELECT DISTINCT country FROM ${silver.order_lines}) b ON a.country = b.country ORDER BY b.country;

-- semi and anti joins
SELECT count(*) AS n FROM ${gold.customer_rfm} r LEFT SEMI JOIN ${silver.order_lines} l ON r.customer_id = l.customer_id AND l.is_return;
SELECT count(*) AS n FROM ${gold.customer_rfm} r LEFT ANTI JOIN ${silver.order_lines} l ON r.customer_id = l.customer_id AND l.is_return;

-- a cross join
SELECT a.country AS a, b.country AS b FROM (SELECT DISTINCT country FROM ${silver.order_lines}) a CROSS JOIN (SELECT DISTINCT country FROM ${silver.order_lines}) b
WHERE a.country < b.country AND a.country IN ('FR', 'DE') ORDER BY a, b;

-- a lateral subquery
SELECT c.country, t.order_id, t.total FROM (SELECT DISTINCT country FROM ${silver.order_lines} WHERE country IN ('FR', 'DE', 'ES')) c,
LATERAL (SELECT l.order_id, sum(l.amount) AS total FROM ${silver.order_lines} l WHERE l.country = c.country GROUP BY l.order_id) t ORDER BY c.country, t.order_id;

-- a left lateral join
SELECT r.customer_id, t.lines FROM ${gold.customer_rfm} r LEFT JOIN LATERAL (SELECT count(*) AS lines FROM ${silver.order_lines} l WHERE l.customer_id = r.customer_id AND l.is_return) t ON true
WHERE r.customer_id < '12500' ORDER BY r.customer_id;

-- a scalar subquery
SELECT order_id, sum(amount) AS total FROM ${silver.order_lines} GROUP BY order_id HAVING sum(amount) > (SELECT avg(amount) * 200 FROM ${silver.order_lines}) ORDER BY order_id;

-- a correlated scalar subquery
SELECT r.customer_id, r.monetary, (SELECT max(l.amount) FROM ${silver.order_lines} l WHERE l.customer_id = r.customer_id) AS biggest FROM ${gold.customer_rfm} r ORDER BY r.customer_id LIMIT 10;

-- in and not in a subquery
SELECT count(*) AS n FROM ${silver.order_lines} WHERE customer_id IN (SELECT customer_id FROM ${gold.customer_rfm} WHERE r_score = 5);
SELECT count(*) AS n FROM ${silver.order_lines} WHERE customer_id NOT IN (SELECT customer_id FROM ${gold.customer_rfm} WHERE r_score = 5);

-- pairs in a subquery
SELECT count(*) AS n FROM ${silver.order_lines} WHERE (order_id, line_no) IN (SELECT order_id, min(line_no) FROM ${silver.order_lines} GROUP BY order_id);

-- exists and not exists
SELECT r.customer_id FROM ${gold.customer_rfm} r WHERE EXISTS (SELECT 1 FROM ${silver.order_lines} l WHERE l.customer_id = r.customer_id AND l.amount > 500)
  AND NOT EXISTS (SELECT 1 FROM ${silver.order_lines} l WHERE l.customer_id = r.customer_id AND l.is_return) ORDER BY r.customer_id;

-- common table expressions, one over another
WITH orders AS (SELECT customer_id, order_id, sum(amount) AS total FROM ${silver.order_lines} WHERE customer_id IS NOT NULL GROUP BY ALL),
  best(customer_id, total) AS (SELECT customer_id, max(total) FROM orders GROUP BY customer_id)
SELECT b.customer_id, o.order_id, b.total FROM best b JOIN orders o ON o.customer_id = b.customer_id AND o.total = b.total ORDER BY b.total DESC, o.order_id LIMIT 10;

-- a subquery with names for its columns
SELECT t.c, t.n FROM (SELECT country, count(*) FROM ${silver.order_lines} GROUP BY country) AS t(c, n) WHERE t.n > 50 ORDER BY t.c;

-- values
SELECT v.code, v.name, count(l.order_id) AS n FROM VALUES ('FR', 'France'), ('DE', 'Germany'), ('XX', NULL) AS v(code, name)
LEFT JOIN ${silver.order_lines} l ON l.country = v.code GROUP BY v.code, v.name ORDER BY v.code;

-- union all, union, intersect, except
SELECT country FROM ${silver.order_lines} WHERE quantity > 500 UNION ALL SELECT country FROM ${silver.order_lines} WHERE amount > 500 ORDER BY country;
SELECT country FROM ${silver.order_lines} WHERE quantity > 100 UNION SELECT country FROM ${silver.order_lines} WHERE is_return ORDER BY country;
SELECT customer_id FROM ${silver.order_lines} WHERE date(ordered_at) = '2010-12-01' INTERSECT SELECT customer_id FROM ${silver.order_lines} WHERE date(ordered_at) = '2010-12-02' ORDER BY customer_id NULLS LAST;
SELECT country FROM ${silver.order_lines} EXCEPT SELECT country FROM ${silver.order_lines} WHERE is_return ORDER BY country;

-- set operations with a precedence of their own
(SELECT 1 AS a UNION ALL SELECT 2) EXCEPT SELECT 2 UNION ALL SELECT 3 INTERSECT SELECT 3 ORDER BY a;

-- except all and intersect all
SELECT count(*) AS n FROM (SELECT country FROM ${silver.order_lines} EXCEPT ALL SELECT country FROM ${silver.order_lines} WHERE is_return);
SELECT count(*) AS n FROM (SELECT country FROM ${silver.order_lines} INTERSECT ALL SELECT country FROM ${silver.order_lines} WHERE is_return);

-- a union that widens types
SELECT line_no AS v FROM ${silver.order_lines} WHERE order_id = '536370' UNION ALL SELECT amount FROM ${silver.order_lines} WHERE order_id = '536365' ORDER BY v;

-- ranks
SELECT country, order_id, total, rank() OVER (PARTITION BY country ORDER BY total DESC, order_id) AS r, round(total / sum(total) OVER (PARTITION BY country), 6) AS share
FROM (SELECT country, order_id, sum(amount) AS total FROM ${silver.order_lines} WHERE country IN ('FR', 'DE', 'ES') GROUP BY country, order_id) ORDER BY country, r;

-- a window by name
SELECT order_id, line_no, sum(quantity) OVER w AS running, lag(product_id) OVER w AS before, lead(product_id, 2, 'none') OVER w AS after, ntile(3) OVER w AS third
FROM ${silver.order_lines} WHERE order_id = '536370' WINDOW w AS (PARTITION BY order_id ORDER BY line_no) ORDER BY line_no;

-- frames
SELECT line_no, sum(quantity) OVER (ORDER BY line_no ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS near, max(amount) OVER (ORDER BY line_no RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS most,
  first_value(product_id) OVER (ORDER BY line_no) AS first, count(*) OVER () AS n FROM ${silver.order_lines} WHERE order_id = '536365' ORDER BY line_no;

-- a window over groups
SELECT country, sum(amount) AS revenue, dense_rank() OVER (ORDER BY sum(amount) DESC) AS place FROM ${silver.order_lines} GROUP BY country ORDER BY place, country;

-- qualify
SELECT customer_id, order_id, ordered_at FROM ${silver.order_lines} WHERE customer_id < '12600'
QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at, line_no) = 1 ORDER BY customer_id;

-- a name from the same list
SELECT order_id, sum(amount) AS total, total * 0.2 AS tax, total + tax AS gross FROM ${silver.order_lines} WHERE country = 'ES' GROUP BY order_id ORDER BY order_id;

-- a star without some columns
SELECT * EXCEPT (_file, _row, ordered_at, flags) FROM ${silver.order_lines} WHERE order_id = '536370' ORDER BY line_no LIMIT 3;

-- qualified stars
SELECT r.*, s.segment_set FROM ${gold.customer_rfm} r JOIN ${gold.customer_segments} s ON r.customer_id = s.customer_id AND r.segment = s.segment WHERE s.is_current ORDER BY r.customer_id, s.segment_set LIMIT 5;

-- an earlier version of a table
SELECT count(*) AS n, max(ordered_at) AS newest FROM ${silver.order_lines} VERSION AS OF 1;

-- percentiles, deviations and correlations
SELECT country, percentile(amount, 0.5) AS half, median(quantity) AS mid, round(stddev(amount), 6) AS sd, round(corr(quantity, amount), 6) AS c, mode(currency) AS m
FROM ${silver.order_lines} WHERE country IN ('FR', 'DE', 'ES') GROUP BY country ORDER BY country;

-- the product of the biggest and of the smallest line
SELECT country, max_by(product_id, struct(amount, line_no)) AS top, min_by(product_id, struct(amount, line_no, order_id)) AS low, any_value(currency) AS currency
FROM ${silver.order_lines} WHERE country IN ('FR', 'DE') GROUP BY country ORDER BY country;

-- a hint, comments and odd spelling
select /*+ BROADCAST(r) */ R.Segment, COUNT(*) as `how many` -- a comment
from ${gold.customer_rfm} as r /* another /* nested */ one */ group by r.segment order by `how many` desc, Segment;

-- a query that begins with FROM
FROM ${gold.customer_rfm} SELECT r_score, count(*) AS n GROUP BY r_score ORDER BY r_score;

-- no table at all
SELECT 1 AS a, 'x' AS b, 1.5 AS c, 2e0 AS d, NULL AS e, true AS f, DATE '2026-01-31' AS g, TIMESTAMP '2026-01-31 12:00:00' AS h, array(1, 2) AS i, current_database() AS j;

-- a table-valued function
SELECT d.id AS day, count(l.order_id) AS n FROM range(1, 8) d LEFT JOIN ${silver.order_lines} l ON day(l.ordered_at) = d.id GROUP BY d.id ORDER BY d.id;

-- runs of the job
SELECT command, status, count(*) AS n FROM ${ops.runs} GROUP BY command, status ORDER BY 1, 2;
SELECT t.table, sum(t.rows_out) AS rows FROM ${ops.run_tables} t JOIN ${ops.runs} r USING (run_id) WHERE r.status = 'ok' GROUP BY t.table ORDER BY t.table
