using BigData.Spark.Sql;

namespace BigData.Spec.Statements;

/// <summary>Queries as SQL text: rows, names and types, and the errors of mistakes.</summary>
public abstract class QuerySpec(SpecEngine engine) : SpecSuite(engine)
{
    public static TheoryData<string, string, string[]> Queries => new()
    {
        { "SELECT id FROM range(3) QUALIFY row_number() OVER (ORDER BY id) = 1", "id:bigint", ["0"] },
        { "SELECT id+1 AS b, b+1 FROM range(2)", "b:bigint,(lateralAliasReference(b) + 1):bigint", ["1 | 2", "2 | 3"] },
        { "SELECT id % 2 AS k, sum(id) AS id FROM range(5) GROUP BY id % 2 HAVING id > 4", "k:bigint,id:bigint", ["0 | 6"] },
        { "SELECT id % 2 AS k, sum(id) AS s FROM range(5) GROUP BY k HAVING s > 4 ORDER BY count(*), k", "k:bigint,s:bigint", ["0 | 6"] },
        { "SELECT id % 2 AS k, sum(id) FROM range(5) GROUP BY k ORDER BY id % 2", "k:bigint,sum(id):bigint", ["0 | 6", "1 | 4"] },
        { "SELECT 1 FROM range(3) HAVING true", "1:int", ["1"] },
        { "SELECT a FROM VALUES (1, 'x'), (2, NULL) AS t(a, b) ORDER BY ALL", "a:int", ["1", "2"] },
        { "SELECT * FROM VALUES (1, 'x'), (2.5, NULL) AS t(a, b)", "a:decimal(11,1),b:string", ["1.0 | x", "2.5 | NULL"] },
        { "SELECT * FROM VALUES 1, 2", "col1:int", ["1", "2"] },
        { "VALUES (1, 2), (3, 4)", "col1:int,col2:int", ["1 | 2", "3 | 4"] },
        { "SELECT id, (SELECT max(r.id) FROM range(5) r WHERE r.id < t.id) m FROM range(3) t ORDER BY id", "id:bigint,m:bigint", ["0 | NULL", "1 | 0", "2 | 1"] },
        { "SELECT id, (SELECT r.id FROM range(5) r WHERE r.id = t.id) m FROM range(3) t ORDER BY id", "id:bigint,m:bigint", ["0 | 0", "1 | 1", "2 | 2"] },
        { "SELECT id IN (SELECT 1) FROM range(2)", "(id IN (listquery())):boolean", ["false", "true"] },
        { "SELECT id FROM range(3) WHERE id IN (SELECT cast(id as string) FROM range(2))", "id:bigint", ["0", "1"] },
        { "SELECT id FROM range(3) WHERE (id, id) IN (SELECT id, id FROM range(2))", "id:bigint", ["0", "1"] },
        { "WITH c(a, b) AS (SELECT 1, 2) SELECT * FROM c", "a:int,b:int", ["1 | 2"] },
        { "SELECT * FROM range(2) AS t(a)", "a:bigint", ["0", "1"] },
        { "SELECT id FROM range(3) ORDER BY id LIMIT 1 + 1", "id:bigint", ["0", "1"] },
        { "SELECT id FROM range(9) ORDER BY id LIMIT ALL OFFSET 7", "id:bigint", ["7", "8"] },
        { "SELECT * EXCEPT (id) FROM (SELECT 1 AS id, 2 AS b)", "b:int", ["2"] },
        { "SELECT id a FROM range(1) WHERE", "a:bigint", ["0"] },
        { "SELECT k, grouping(k), grouping_id(), sum(id) FROM (SELECT id, id % 2 AS k, id % 3 AS j FROM range(6)) GROUP BY ROLLUP(k, j) ORDER BY ALL", "k:bigint,grouping(k):tinyint,grouping_id():bigint,sum(id):bigint", ["NULL | 1 | 3 | 15", "0 | 0 | 0 | 0", "0 | 0 | 0 | 2", "0 | 0 | 0 | 4", "0 | 0 | 1 | 6", "1 | 0 | 0 | 1", "1 | 0 | 0 | 3", "1 | 0 | 0 | 5", "1 | 0 | 1 | 9"] },
        { "SELECT k, j, sum(id) FROM (SELECT id, id % 2 AS k, id % 3 AS j FROM range(6)) GROUP BY k, j WITH CUBE ORDER BY 1, 2", "k:bigint,j:bigint,sum(id):bigint", ["NULL | NULL | 15", "NULL | 0 | 3", "NULL | 1 | 5", "NULL | 2 | 7", "0 | NULL | 6", "0 | 0 | 0", "0 | 1 | 4", "0 | 2 | 2", "1 | NULL | 9", "1 | 0 | 3", "1 | 1 | 1", "1 | 2 | 5"] },
        { "SELECT k, j, sum(id) s FROM (SELECT id, id % 2 AS k, id % 3 AS j FROM range(6)) GROUP BY k, GROUPING SETS ((j), ()) HAVING s > 3 ORDER BY ALL DESC NULLS LAST", "k:bigint,j:bigint,s:bigint", ["1 | 2 | 5", "1 | NULL | 9", "0 | 1 | 4", "0 | NULL | 6"] },
        { "SELECT k, count(*) FROM (SELECT id, id % 2 AS k FROM range(6)) GROUP BY ALL", "k:bigint,count(1):bigint", ["0 | 3", "1 | 3"] },
        { "SELECT k, count(*) + k FROM (SELECT id, id % 2 AS k FROM range(6)) GROUP BY ALL", "k:bigint,(count(1) + k):bigint", ["0 | 3", "1 | 4"] },
        { "SELECT 1 AS a, explode(array(1,2)) AS b", "a:int,b:int", ["1 | 1", "1 | 2"] },
        { "SELECT t.id, e.col FROM range(2) t LATERAL VIEW explode(array(t.id, 9)) e", "id:bigint,col:bigint", ["0 | 0", "0 | 9", "1 | 1", "1 | 9"] },
        { "SELECT id, p, c FROM range(2) LATERAL VIEW OUTER posexplode(array(5)) e AS p, c", "id:bigint,p:int,c:int", ["0 | 0 | 5", "1 | 0 | 5"] },
        { "SELECT * FROM range(2) LATERAL VIEW explode(map('a', 1)) m AS k, v", "id:bigint,k:string,v:int", ["0 | a | 1", "1 | a | 1"] },
        { "SELECT id, sum(id) OVER w AS s FROM range(3) WINDOW w AS (ORDER BY id)", "id:bigint,s:bigint", ["0 | 0", "1 | 1", "2 | 3"] },
        { "SELECT * FROM range(2) a NATURAL JOIN range(3) b", "id:bigint", ["0", "1"] },
        { "SELECT * FROM range(2) a LEFT SEMI JOIN range(1) b ON a.id = b.id", "id:bigint", ["0"] },
        { "SELECT a.id, b.x FROM range(2) a, LATERAL (SELECT a.id + 1 AS x) b", "id:bigint,x:bigint", ["0 | 1", "1 | 2"] },
        { "SELECT a.id, b.x FROM range(2) a LEFT JOIN LATERAL (SELECT a.id + 1 AS x) b ON b.x > 1", "id:bigint,x:bigint", ["1 | 2", "0 | NULL"] },
        { "SELECT * FROM range(2) a FULL OUTER JOIN range(1, 3) b ON a.id = b.id ORDER BY 1, 2", "id:bigint,id:bigint", ["NULL | 2", "0 | NULL", "1 | 1"] },
        { "WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a CROSS JOIN b", "x:int,y:int", ["1 | 2"] },
        { "SELECT * FROM (WITH z AS (SELECT 3 AS c) SELECT c FROM z) t", "c:int", ["3"] },
        { "SELECT id FROM range(5) WHERE id > (SELECT avg(id) FROM range(5)) ORDER BY id", "id:bigint", ["3", "4"] },
        { "SELECT id FROM range(5) t WHERE EXISTS (SELECT 1 FROM range(3) u WHERE u.id = t.id) ORDER BY id", "id:bigint", ["0", "1", "2"] },
        { "SELECT id FROM range(5) t WHERE NOT EXISTS (SELECT 1 FROM range(3) u WHERE u.id = t.id) ORDER BY id", "id:bigint", ["3", "4"] },
        { "SELECT id FROM range(5) t WHERE id NOT IN (SELECT u.id FROM range(3) u) ORDER BY id", "id:bigint", ["3", "4"] },
        { "SELECT id FROM range(5) t WHERE id NOT IN (SELECT nullif(u.id, 1) FROM range(3) u) ORDER BY id", "id:bigint", [] },
        { "SELECT id % 3 AS k, count(*) AS n FROM range(10) GROUP BY id % 3 HAVING count(*) > (SELECT 3) ORDER BY k", "k:bigint,n:bigint", ["0 | 4"] },
        { "SELECT count(*), count(DISTINCT id % 3), sum(id) FILTER (WHERE id > 3) FROM range(10)", "count(1):bigint,count(DISTINCT (id % 3)):bigint,sum(id) FILTER (WHERE (id > 3)):bigint", ["10 | 3 | 39"] },
        { "SELECT id FROM range(5) INTERSECT SELECT id FROM range(3) ORDER BY id", "id:bigint", ["0", "1", "2"] },
        { "SELECT id FROM range(3) UNION ALL SELECT id FROM range(2) ORDER BY 1 DESC", "id:bigint", ["2", "1", "1", "0", "0"] },
        { "SELECT id FROM range(5) EXCEPT SELECT id FROM range(3) ORDER BY id", "id:bigint", ["3", "4"] },
        { "SELECT id FROM range(5) MINUS SELECT id FROM range(4)", "id:bigint", ["4"] },
        { "(SELECT id FROM range(5) EXCEPT ALL SELECT id FROM range(3)) UNION (SELECT 77) ORDER BY 1", "id:bigint", ["3", "4", "77"] },
        { "SELECT 1 UNION SELECT 2 INTERSECT SELECT 2 ORDER BY 1", "1:int", ["1", "2"] },
        { "SELECT id, row_number() OVER (PARTITION BY id % 2 ORDER BY id DESC) AS rn FROM range(6) QUALIFY rn = 1 ORDER BY id", "id:bigint,rn:int", ["4 | 1", "5 | 1"] },
        { "SELECT id, lag(id, 1, -1) OVER w, sum(id) OVER (w) FROM range(4) WINDOW w AS (ORDER BY id) ORDER BY id", "id:bigint,lag(id, 1, -1) OVER (ORDER BY id ASC NULLS FIRST ROWS BETWEEN -1 FOLLOWING AND -1 FOLLOWING):bigint,sum(id) OVER (ORDER BY id ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):bigint", ["0 | -1 | 0", "1 | 0 | 1", "2 | 1 | 3", "3 | 2 | 6"] },
        { "SELECT id, sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) s FROM range(4) ORDER BY id", "id:bigint,s:bigint", ["0 | 0", "1 | 1", "2 | 3", "3 | 5"] },
        { "SELECT rank() OVER (ORDER BY id) + 1 FROM range(2)", "(RANK() OVER (ORDER BY id ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) + 1):int", ["2", "3"] },
        { "SELECT id % 2 k, sum(id), rank() OVER (ORDER BY sum(id) DESC) r FROM range(6) GROUP BY 1 ORDER BY r", "k:bigint,sum(id):bigint,r:int", ["1 | 9 | 1", "0 | 6 | 2"] },
        { "SELECT id, sum(id) FROM range(3) GROUP BY CUBE(id) ORDER BY id NULLS LAST, 2", "id:bigint,sum(id):bigint", ["0 | 0", "1 | 1", "2 | 2", "NULL | 3"] },
        { "SELECT a, b, count(*) FROM VALUES (1, 2), (1, 3) t(a, b) GROUP BY GROUPING SETS ((a, b), a, ()) ORDER BY 1, 2", "a:int,b:int,count(1):bigint", ["NULL | NULL | 2", "1 | NULL | 2", "1 | 2 | 1", "1 | 3 | 1"] },
        { "SELECT a, b, count(*) FROM VALUES (1, 2), (1, 3) t(a, b) GROUP BY a, b GROUPING SETS ((a, b), (a)) ORDER BY 1, 2", "a:int,b:int,count(1):bigint", ["1 | NULL | 2", "1 | 2 | 1", "1 | 3 | 1"] },
        { "SELECT a + b AS c, count(*) FROM VALUES (1, 2), (1, 3) t(a, b) GROUP BY GROUPING SETS ((a + b), ()) ORDER BY 1", "c:int,count(1):bigint", ["NULL | 2", "3 | 1", "4 | 1"] },
        { "SELECT t.* FROM range(2) t", "id:bigint", ["0", "1"] },
        { "SELECT t.*, t.id AS again FROM range(1) t", "id:bigint,again:bigint", ["0 | 0"] },
        { "SELECT named_struct('a', 1).a, (1, 2), array(1,2)[0], map('k', 5)['k']", "named_struct(a, 1).a:int,named_struct(col1, 1, col2, 2):struct<col1:int,col2:int>,array(1, 2)[0]:int,map(k, 5)[k]:int", ["1 | {1, 2} | 1 | 5"] },
        { "SELECT inline(array(struct(1, 'a'), struct(2, 'b')))", "col1:int,col2:string", ["1 | a", "2 | b"] },
        { "SELECT stack(2, 1, 'a', 2, 'b')", "col0:int,col1:string", ["1 | a", "2 | b"] },
        { "SELECT * FROM explode(array(10, 20)) AS t(x)", "x:int", ["10", "20"] },
        { "SELECT * FROM range(2) t, LATERAL explode(array(t.id, 7)) AS e(v)", "id:bigint,v:bigint", ["0 | 7", "1 | 7", "0 | 0", "1 | 1"] },
        { "SELECT a.id, b.id FROM range(3) a LEFT JOIN range(2) b USING (id) ORDER BY 1", "id:bigint,id:bigint", ["0 | 0", "1 | 1", "2 | NULL"] },
        { "SELECT * FROM range(3) a RIGHT JOIN range(4) b USING (id) ORDER BY 1", "id:bigint", ["0", "1", "2", "3"] },
        { "SELECT * FROM range(3) a FULL JOIN range(2, 5) b USING (id) ORDER BY 1", "id:bigint", ["0", "1", "2", "3", "4"] },
        { "SELECT * FROM range(3) a LEFT ANTI JOIN range(2) b USING (id)", "id:bigint", ["2"] },
        { "SELECT * FROM (range(2) a JOIN range(2) b ON a.id = b.id) ORDER BY 1", "id:bigint,id:bigint", ["0 | 0", "1 | 1"] },
        { "SELECT /*+ BROADCAST(b) */ a.id FROM range(1) a JOIN range(1) b ON a.id = b.id", "id:bigint", ["0"] },
        { "SELECT CASE WHEN id > 1 THEN 'big' ELSE 'small' END AS s, count(*) AS n FROM range(4) GROUP BY s ORDER BY s", "s:string,n:bigint", ["big | 2", "small | 2"] },
        { "SELECT CAST(id AS STRING) || 'x' FROM range(1)", "concat(CAST(id AS STRING), x):string", ["0x"] },
        { "SELECT date '2024-01-31' + INTERVAL 1 MONTH, timestamp '2024-01-01 00:00:00' - INTERVAL '1' DAY", "DATE '2024-01-31' + INTERVAL '1' MONTH:date,TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '1' DAY:timestamp", ["2024-02-29 | 2023-12-31 00:00:00+00:00"] },
        { "FROM range(3) SELECT id WHERE id > 1", "id:bigint", ["2"] },
        { "SELECT id AS a, a + 1 AS b, b * 2 AS c FROM range(2)", "a:bigint,b:bigint,c:bigint", ["0 | 1 | 2", "1 | 2 | 4"] },
        { "SELECT sum(id) AS s, s + 1 AS t FROM range(3)", "s:bigint,t:bigint", ["3 | 4"] },
        { "SELECT id FROM range(3) ORDER BY id LIMIT 2 OFFSET 1", "id:bigint", ["1", "2"] },
        { "SELECT DISTINCT id % 2, count(*) OVER () FROM range(4) ORDER BY 1", "(id % 2):bigint,count(1) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING):bigint", ["0 | 4", "1 | 4"] },
        { "SELECT ALL id FROM range(1)", "id:bigint", ["0"] },
        { "SELECT id FROM range(3) GROUP BY id ORDER BY max(id) DESC", "id:bigint", ["2", "1", "0"] },
        { "SELECT any_value(id) FROM range(1) HAVING count(*) > 5", "any_value(id):bigint", [] },
        { "SELECT id FROM range(6) QUALIFY row_number() OVER (ORDER BY id + 1 DESC) = 1", "id:bigint", ["5"] },
        { "SELECT id + 1 AS x FROM range(6) QUALIFY row_number() OVER (ORDER BY id DESC) = 1", "x:bigint", ["6"] },
        { "SELECT id + 1 AS x, row_number() OVER (ORDER BY id DESC) AS rn FROM range(6) QUALIFY rn = 1 AND id > 2", "x:bigint,rn:int", ["6 | 1"] },
        { "SELECT id % 2 AS k, sum(id) AS s FROM range(6) GROUP BY id % 2 QUALIFY rank() OVER (ORDER BY s DESC) = 1", "k:bigint,s:bigint", ["1 | 9"] },
        { "SELECT DISTINCT id % 2 AS k, row_number() OVER (ORDER BY id) AS r FROM range(4) QUALIFY r < 3 ORDER BY r", "k:bigint,r:int", ["0 | 1", "1 | 2"] },
        { "SELECT id % 2 AS k, count(*) FROM range(6) GROUP BY id % 2 HAVING id % 2 = 1", "k:bigint,count(1):bigint", ["1 | 3"] },
        { "SELECT id % 2 AS k, max(id) m FROM range(6) GROUP BY 1 ORDER BY m + k DESC, max(id) - min(id)", "k:bigint,m:bigint", ["1 | 5", "0 | 4"] },
        { "SELECT a.k, count(*) FROM (SELECT id % 2 AS k FROM range(4)) a JOIN range(2) b ON a.k = b.id GROUP BY a.k ORDER BY a.k", "k:bigint,count(1):bigint", ["0 | 2", "1 | 2"] },
        { "SELECT t.k AS z FROM (SELECT id % 2 AS k FROM range(4)) t GROUP BY t.k ORDER BY t.k", "z:bigint", ["0", "1"] },
        { "SELECT t.k FROM (SELECT id % 2 AS k FROM range(4)) t ORDER BY t.k DESC LIMIT 2", "k:bigint", ["1", "1"] },
        { "SELECT upper(s) FROM VALUES ('a'), ('b') v(s) ORDER BY s DESC", "upper(s):string", ["B", "A"] },
        { "SELECT s FROM VALUES ('a', 2), ('b', 1) v(s, n) WHERE n < 9 ORDER BY n", "s:string", ["b", "a"] },
        { "SELECT s AS n FROM VALUES ('a', 2), ('b', 1) v(s, n) ORDER BY v.n", "n:string", ["b", "a"] },
        { "SELECT s AS n FROM VALUES ('a', 2), ('b', 1) v(s, n) ORDER BY n", "n:string", ["a", "b"] },
        { "SELECT x.a.b FROM (SELECT named_struct('a', named_struct('b', 7)) AS x) ORDER BY x.a.b", "b:int", ["7"] },
        { "SELECT count(*) AS c FROM VALUES (1), (NULL) v(a) WHERE a IS NULL", "c:bigint", ["1"] },
        { "SELECT a, count(a), count(*), count(1) FROM VALUES (1), (NULL) v(a) GROUP BY a ORDER BY a", "a:int,count(a):bigint,count(1):bigint,count(1):bigint", ["NULL | 0 | 1 | 1", "1 | 1 | 1 | 1"] },
        { "SELECT sum(a) OVER (PARTITION BY b ORDER BY a RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) s FROM VALUES (1, 'x'), (2, 'x'), (2, 'x') v(a, b) ORDER BY s", "s:bigint", ["1", "5", "5"] },
        { "SELECT first(a) OVER (ORDER BY a DESC), last_value(a) OVER (ORDER BY a DESC), ntile(2) OVER (ORDER BY a), percent_rank() OVER (ORDER BY a), cume_dist() OVER (ORDER BY a) FROM VALUES (1), (2), (3) v(a) ORDER BY 3, 1", "first(a) OVER (ORDER BY a DESC NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):int,last_value(a) OVER (ORDER BY a DESC NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):int,ntile(2) OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):int,PERCENT_RANK() OVER (ORDER BY a ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):double,cume_dist() OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):double", ["3 | 1 | 1 | 0 | 0.3333333333333333", "3 | 2 | 1 | 0.5 | 0.6666666666666666", "3 | 3 | 2 | 1 | 1"] },
        { "SELECT nth_value(a, 2) OVER (ORDER BY a) FROM VALUES (1), (2), (3) v(a)", "nth_value(a, 2) OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW):int", ["NULL", "2", "2"] },
        { "SELECT percentile_approx(a, 0.5), percentile(a, 0.5), median(a), mode(a) FROM VALUES (1), (2), (2) v(a)", "percentile_approx(a, 0.5, 10000):int,percentile(a, 0.5, 1):double,median(a):double,mode(a):int", ["2 | 2 | 2 | 2"] },
        { "SELECT listagg(a, ',') WITHIN GROUP (ORDER BY a DESC) FROM VALUES ('x'), ('y') v(a)", "listagg(a, ,) WITHIN GROUP (ORDER BY a DESC NULLS LAST):string", ["y,x"] },
        { "SELECT max_by(a, b), min_by(a, b) FROM VALUES ('x', 1), ('y', 2) v(a, b)", "max_by(a, b):string,min_by(a, b):string", ["y | x"] },
        { "SELECT * FROM VALUES (1, map('a', 1)), (2, map()) AS v(i, m)", "i:int,m:map<string,int>", ["1 | {a -> 1}", "2 | {}"] },
        { "SELECT * FROM VALUES (1, array(1, 2)), (2, NULL) AS v(i, xs) LATERAL VIEW OUTER explode(xs) e AS x ORDER BY i, x", "i:int,xs:array<int>,x:int", ["1 | [1, 2] | 1", "1 | [1, 2] | 2", "2 | NULL | NULL"] },
        { "SELECT i, k, v FROM VALUES (1, map('a', 1, 'b', 2)) AS t(i, m) LATERAL VIEW explode(m) AS k, v ORDER BY k", "i:int,k:string,v:int", ["1 | a | 1", "1 | b | 2"] },
        { "SELECT i, p, x FROM VALUES (1, array(7, 8)) AS t(i, xs) LATERAL VIEW posexplode(xs) e AS p, x ORDER BY p", "i:int,p:int,x:int", ["1 | 0 | 7", "1 | 1 | 8"] },
        { "SELECT * FROM VALUES (1, array(struct(1 AS a, 'x' AS b))) AS t(i, xs) LATERAL VIEW inline(xs) e", "i:int,xs:array<struct<a:int,b:string>>,a:int,b:string", ["1 | [{1, x}] | 1 | x"] },
        { "SELECT a, b FROM VALUES (array(1, 2)) t(xs) LATERAL VIEW explode(xs) x AS a LATERAL VIEW explode(xs) y AS b ORDER BY a, b", "a:int,b:int", ["1 | 1", "1 | 2", "2 | 1", "2 | 2"] },
        { "SELECT 1 WHERE false", "1:int", [] },
        { "SELECT 1 AS one WHERE 1 = 1 GROUP BY 1 HAVING count(*) > 0", "one:int", ["1"] },
        { "SELECT * FROM range(3) WHERE id BETWEEN 1 AND 2 OR id IN (0, 9) AND NOT id LIKE '%5' ORDER BY id", "id:bigint", ["0", "1", "2"] },
        { "SELECT (SELECT 1) + (SELECT 2), ((SELECT 3)) * 2, -(SELECT 4)", "(scalarsubquery() + scalarsubquery()):int,(scalarsubquery() * 2):int,(- scalarsubquery()):int", ["3 | 6 | -4"] },
        { "SELECT EXISTS (SELECT 1), NOT EXISTS (SELECT 1 WHERE false)", "exists():boolean,(NOT exists()):boolean", ["true | true"] },
        { "SELECT CASE WHEN EXISTS (SELECT 1) THEN (SELECT 'a') END", "CASE WHEN exists() THEN scalarsubquery() END:string", ["a"] },
        { "SELECT id FROM range(2) UNION ALL (SELECT id FROM range(5) ORDER BY id DESC LIMIT 1) ORDER BY id", "id:bigint", ["0", "1", "4"] },
        { "SELECT * FROM (SELECT id FROM range(2) UNION ALL SELECT 10) ORDER BY id", "id:bigint", ["0", "1", "10"] },
        { "(SELECT 1 AS a) UNION ALL (SELECT 2) LIMIT 1", "a:int", ["1"] },
        { "SELECT id, count(*) OVER () c FROM range(3) ORDER BY id LIMIT 2", "id:bigint,c:bigint", ["0 | 3", "1 | 3"] },
        { "SELECT a FROM VALUES (1), (2) v(a) CLUSTER BY a", "a:int", ["1", "2"] },
        { "SELECT a FROM VALUES (1) v(a) DISTRIBUTE BY a SORT BY a DESC", "a:int", ["1"] },
        { "SELECT id, id FROM range(1) ORDER BY id", "id:bigint,id:bigint", ["0 | 0"] },
        { "SELECT a.id AS x, b.id AS y FROM range(2) a CROSS JOIN range(2) b WHERE a.id < b.id", "x:bigint,y:bigint", ["0 | 1"] },
        { "SELECT * FROM range(2) a JOIN range(3) b ON a.id = b.id AND b.id IN (SELECT 1)", "id:bigint,id:bigint", ["1 | 1"] },
        { "SELECT id FROM range(3) t WHERE id = (SELECT max(id) FROM range(3) u WHERE u.id <= t.id AND u.id < 2)", "id:bigint", ["0", "1"] },
        { "SELECT sum(x) FROM (SELECT explode(array(1, 2)) AS x)", "sum(x):bigint", ["3"] },
    };

    public static TheoryData<string, string> Mistakes => new()
    {
        { "SELECT id % 2 AS k, sum(id) FROM range(5) GROUP BY 1 ORDER BY 2 DESC, 3", "ORDER_BY_POS_OUT_OF_RANGE" },
        { "SELECT sum(id) FROM range(5) GROUP BY 1", "GROUP_BY_POS_AGGREGATE" },
        { "SELECT id, id AS x FROM range(5) GROUP BY 7", "GROUP_BY_POS_OUT_OF_RANGE" },
        { "SELECT id FROM range(3) HAVING id > 1", "MISSING_GROUP_BY" },
        { "SELECT DISTINCT id % 2 AS k FROM range(5) ORDER BY id", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT * FROM VALUES (1, 2), (3)", "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH" },
        { "SELECT * FROM VALUES (1), ('a') AS t(x, y)", "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH" },
        { "SELECT (SELECT id FROM range(3)) AS x", "SCALAR_SUBQUERY_TOO_MANY_ROWS" },
        { "SELECT (SELECT id, id FROM range(1)) AS x", "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN" },
        { "SELECT id FROM range(3) WHERE (id, id) IN (SELECT id FROM range(2))", "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH" },
        { "SELECT a FROM nosuch", "TABLE_OR_VIEW_NOT_FOUND" },
        { "SELECT t.x FROM range(2) t", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "WITH c(a) AS (SELECT 1, 2) SELECT * FROM c", "ASSIGNMENT_ARITY_MISMATCH" },
        { "SELECT * FROM (SELECT 1, 2) AS t(a)", "ASSIGNMENT_ARITY_MISMATCH" },
        { "SELECT * FROM range(2) AS t(a, b)", "NUM_TABLE_VALUE_ALIASES_MISMATCH" },
        { "SELECT id FROM range(3) UNION SELECT id, id FROM range(2)", "NUM_COLUMNS_MISMATCH" },
        { "SELECT id FROM range(3) LIMIT 'a'", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE" },
        { "SELECT id FROM range(3) LIMIT -1", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE" },
        { "SELECT * EXCEPT (nope) FROM (SELECT 1 AS id, 2 AS b)", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT id FROM", "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION" },
        { "SELECT FROM range(1)", "PARSE_SYNTAX_ERROR" },
        { "SELECT id FROM range(1) WHERE sum(id) > 1", "INVALID_WHERE_CONDITION" },
        { "SELECT id, sum(id) FROM range(1)", "MISSING_GROUP_BY" },
        { "SELECT id+1, sum(id) FROM range(1) GROUP BY id % 2", "MISSING_AGGREGATION" },
        { "SELECT * FROM range(2) LATERAL VIEW explode(map('a', 1)) m AS k", "UDTF_ALIAS_NUMBER_MISMATCH" },
        { "SELECT * FROM range(2) LATERAL VIEW upper('a') m AS k", "UNSUPPORTED_GENERATOR.NOT_GENERATOR" },
        { "SELECT id, sum(id) OVER w AS s FROM range(3)", "MISSING_WINDOW_SPECIFICATION" },
        { "SELECT * FROM range(2) a JOIN range(1) b USING (nope)", "UNRESOLVED_USING_COLUMN_FOR_JOIN" },
        { "SELECT id FROM range(2) a, range(1) b", "AMBIGUOUS_REFERENCE" },
        { "WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a", "DUPLICATED_CTE_NAMES" },
        { "SELECT 1 AS a UNION ALL SELECT 'x' ORDER BY 1", "CAST_INVALID_INPUT" },
        { "SELECT 1 AS a UNION ALL SELECT array(1)", "INCOMPATIBLE_COLUMN_TYPE" },
        { "SELECT id FROM range(6) QUALIFY id > 3", "QUALIFY_REQUIRES_WINDOW_FUNCTION" },
        { "SELECT id % 2 AS a, id % 3 AS b, count(*) FROM range(6) GROUP BY ROLLUP(a, b) HAVING grouping(b) = 1 ORDER BY 1 NULLS FIRST", "GROUPING_COLUMN_MISMATCH" },
        { "SELECT * FROM range(2) a JOIN range(2) b JOIN range(2) c ON b.id = c.id ON a.id = b.id ORDER BY 1", "PARSE_SYNTAX_ERROR" },
        { "SELECT * FROM range(1) a JOIN range(1) b ON a.id", "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE" },
        { "SELECT :a + 1", "UNBOUND_SQL_PARAMETER" },
        { "SELECT * FROM delta.`/nonexistent/path`", "PATH_NOT_FOUND" },
        { "SELECT * FROM parquet.`/nonexistent/path`", "PATH_NOT_FOUND" },
        { "SELECT id AS a, id + 1 AS a, a * 2 AS c FROM range(2)", "AMBIGUOUS_LATERAL_COLUMN_ALIAS" },
        { "SELECT max(id) FROM range(3) GROUP BY ()", "PARSE_SYNTAX_ERROR" },
        { "SELECT id % 2 AS k, sum(id) AS s, rank() OVER (ORDER BY sum(id)) AS r FROM range(6) GROUP BY id % 2 QUALIFY r = 1 ORDER BY sum(id)", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT id % 2 AS k, count(*) FROM range(6) GROUP BY id % 2 HAVING id = 1", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT id % 2 AS k, count(*) FROM range(6) GROUP BY id % 2 ORDER BY id", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT id FROM range(3) WHERE id = ANY (SELECT 1)", "PARSE_SYNTAX_ERROR" },
        { "SELECT explode(array(1)) + 1", "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS" },
        { "SELECT id FROM range(2) LIMIT NULL", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE" },
        { "SELECT id FROM range(2) LIMIT id", "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE" },
        { "SELECT id, FROM range(2)", "PARSE_SYNTAX_ERROR" },
        { "SELECT id FROM range(2) GROUP id", "PARSE_SYNTAX_ERROR" },
        { "SELECT id FROM range(2) ORDER id", "PARSE_SYNTAX_ERROR" },
        { "SELECT * FROM range(2) JOIN", "PARSE_SYNTAX_ERROR" },
        { "SELECT (1", "PARSE_SYNTAX_ERROR" },
        { "SELECT 'abc", "PARSE_SYNTAX_ERROR" },
        { "SELECT nosuchfn(1)", "UNRESOLVED_ROUTINE" },
        { "SELECT * FROM nosuchfn(1)", "UNRESOLVABLE_TABLE_VALUED_FUNCTION" },
        { "SELECT abs('a', 1)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION" },
        { "SELECT id + true FROM range(1)", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES" },
        { "SELECT sum(sum(id)) FROM range(1)", "NESTED_AGGREGATE_FUNCTION" },
        { "SELECT id FROM range(1) GROUP BY sum(id)", "GROUP_BY_AGGREGATE" },
        { "SELECT rank() FROM range(1)", "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE" },
        { "SELECT id FROM range(1) WHERE rank() OVER (ORDER BY id) = 1", "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE" },
        { "SELECT id FROM range(1) GROUP BY id HAVING rank() OVER (ORDER BY id) = 1", "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE" },
        { "SELECT t.nope.x FROM range(1) t", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT x.* FROM range(1) t", "CANNOT_RESOLVE_STAR_EXPAND" },
        { "SELECT id FROM range(1) UNION SELECT array(1)", "INCOMPATIBLE_COLUMN_TYPE" },
        { "SELECT 1 / 0", "DIVIDE_BY_ZERO" },
        { "SELECT * FROM range(1) t JOIN range(1) t ON t.id = 1", "AMBIGUOUS_REFERENCE" },
        { "SELECT grouping(id) FROM range(1) GROUP BY id", "UNSUPPORTED_GROUPING_EXPRESSION" },
        { "SELECT id FROM range(3) WHERE id IN (SELECT array(1))", "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH" },
        { "SELECT id FROM range(3) ORDER BY 0", "ORDER_BY_POS_OUT_OF_RANGE" },
        { "SELECT id FROM range(3) ORDER BY nope", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
        { "SELECT count(*) FROM range(3) GROUP BY nope", "UNRESOLVED_COLUMN.WITH_SUGGESTION" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_gives_what_Spark_gives(string query, string schema, string[] rows) => Case(() => AssertRows(Spark.Sql(query), schema, rows), query);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gives_the_error_that_Spark_gives(string query, string errorClass)
        => Case(() => Assert.Equal(errorClass, Assert.ThrowsAny<SparkException>(() => Spark.Sql(query).Collect()).ErrorClass), query);

    [Fact]
    public void Temporary_views_are_made_replaced_and_dropped_by_text() => Case(() =>
    {
        string view = "v" + Guid.NewGuid().ToString("N");
        Spark.Sql($"CREATE TEMP VIEW {view} AS SELECT 1 AS a");
        AssertError<AnalysisException>("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", () => Spark.Sql($"CREATE TEMP VIEW {view} AS SELECT 2 AS a"));
        Spark.Sql($"CREATE OR REPLACE TEMPORARY VIEW {view}(x, y COMMENT 'c') COMMENT 'v' AS SELECT 1, 'b'");
        AssertRows(Spark.Sql($"SELECT {view}.x, y FROM {view}"), "x:int,y:string", "1 | b");
        AssertError<AnalysisException>("RECURSIVE_VIEW", () => Spark.Sql($"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM {view}"));
        AssertError<AnalysisException>("CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS", () => Spark.Sql($"CREATE OR REPLACE TEMP VIEW {view}(a, b) AS SELECT 1"));
        AssertError<ParseException>("INVALID_TEMP_OBJ_QUALIFIER", () => Spark.Sql($"CREATE TEMP VIEW a.{view} AS SELECT 1"));
        Spark.Sql($"CREATE OR REPLACE GLOBAL TEMP VIEW {view} AS SELECT 2 AS g");
        AssertRows(Spark.Sql($"SELECT * FROM global_temp.{view}"), "g:int", "2");
        Spark.Sql($"DROP VIEW global_temp.{view}");
        Spark.Sql($"DROP VIEW {view}");
        AssertError<AnalysisException>("TABLE_OR_VIEW_NOT_FOUND", () => Spark.Sql($"SELECT * FROM {view}"));
    });

    [Fact]
    public virtual void Arguments_are_given_by_name_and_by_position() => Case(() =>
    {
        AssertRows(Spark.Sql("SELECT :a + 1 AS x FROM range(3) WHERE id < :n LIMIT :n", new Dictionary<string, object?> { ["a"] = 1, ["n"] = 2 }), "x:int", "2", "2");
        AssertRows(Spark.Sql("SELECT ? AS s, ((SELECT ?)) AS n", "it's", 7), "s:string,n:int", "it's | 7");
    });

    [Fact]
    public void A_frame_goes_on_from_a_query() => Case(() => AssertRows(
        Spark.Sql("SELECT id, id % 2 AS k FROM range(4)").Where("k = 1").Join(Spark.Sql("SELECT 3L AS id"), "id").Select("id", "k"), "id:bigint,k:bigint", "3 | 1"));
}
