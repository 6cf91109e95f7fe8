using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>Plans of the kinds that jobs write, over the tables of <see cref="StageProbe"/>. Each name is that of a golden file.</summary>
internal static partial class PlanCorpus
{
    public static IReadOnlyDictionary<string, Func<StageProbe, DataFrame>> All { get; } =
        new[] { Columns(), Joins(), Groups(), Windows(), Sets() }.SelectMany(p => p).ToDictionary(p => p.Name, p => p.Make, StringComparer.Ordinal);

    private static (string Name, Func<StageProbe, DataFrame> Make)[] Columns() =>
    [
        ("select-filter-sort", p => p.Orders.Where(Col("amount") > 10).Select(Col("id"), (Col("amount") * 2).As("twice")).OrderBy(Col("id").Desc()).Limit(2)),
        ("star-and-qualifier", p => p.Orders.As("o").SelectExpr("o.*", "o.amount > 20 AS is_large").Where("o.customer = 1")),
        ("with-columns", p => p.Orders.WithColumn("day", Expr("to_date(placed)")).WithColumn("amount", Expr("round(amount, 1)")).WithColumnRenamed("customer", "customer_id").Drop("items")),
        ("case-and-nulls", p => p.Customers.SelectExpr("id", "CASE WHEN country = 'GB' THEN 'home' WHEN country IS NULL THEN '?' ELSE 'abroad' END AS market", "country <=> NULL AS is_unknown", "coalesce(country, 'none') AS filled")),
        ("sort-by-a-dropped-column", p => p.Customers.Select("name").OrderBy(Col("born").AscNullsLast())),
        ("casts", p => p.Orders.SelectExpr("CAST(amount AS int) AS whole", "TRY_CAST('x' AS int) AS bad", "CAST(placed AS date) AS day", "CAST(id AS string) AS text", "CAST(customer AS double) AS number")),
        ("decimals", p => p.Orders.SelectExpr("amount + 1 AS added", "amount * amount AS square", "amount / 3 AS third", "amount % 7BD AS rest", "CAST(amount AS decimal(4,1)) AS narrow")),
        ("timestamps", p => p.Orders.Where("placed >= TIMESTAMP '2024-01-02 00:00:00'").SelectExpr("date_trunc('month', placed) AS month", "placed + INTERVAL '1' DAY AS later", "datediff(DATE '2024-02-01', placed) AS age", "year(placed) AS y")),
        ("strings", p => p.Customers.SelectExpr("upper(trim(name)) AS shout", "substring(name, 2, 3) AS part", "name LIKE 'A%' AS starts", "concat_ws('-', country, name) AS both", "length(name) AS n")),
        ("structs-and-arrays", p => p.Orders.SelectExpr("id", "get(items, 0).sku AS first_sku", "size(items) AS n", "transform(items, i -> i.quantity * 2) AS doubled", "named_struct('a', id, 'b', customer) AS s").Select("id", "first_sku", "n", "doubled", "s.b")),
        ("null-functions", p => p.Customers.Na().Fill("unknown", "country").Na().Drop("any", "born").Na().Replace(new Dictionary<object, object?> { ["Ann"] = "Anne" }, "name")),
        ("to-schema", p => p.Customers.Select("name", "id").To(new StructType().Add("id", DataTypes.Long).Add("name", DataTypes.String).Add("note", DataTypes.String))),
    ];

    private static (string Name, Func<StageProbe, DataFrame> Make)[] Joins() =>
    [
        ("join-on-condition", p => p.Orders.As("o").Join(p.Customers.As("c"), Expr("o.customer = c.id AND o.amount > 10"), "left").Select("o.id", "c.name")),
        ("join-by-frames", p => Related(p).Select(p.Orders["id"], p.Customers["id"].As("customer_id"), p.Customers["name"])),
        ("join-using-full", p => p.Orders.Select(Col("customer").As("id"), Col("amount")).Join(p.Customers.Select("id", "name"), "id", "full")),
        ("join-semi-and-anti", p => p.Customers.Join(p.Orders.Select(Col("customer").As("id")), "id", "semi").Union(p.Customers.Join(p.Orders.Select(Col("customer").As("id")), "id", "anti"))),
        ("self-join", p => p.Customers.As("a").Join(p.Customers.As("b"), Expr("a.country = b.country AND a.id < b.id")).Select("a.name", "b.name")),
        ("cross-join", p => p.Spark.Range(2).CrossJoin(p.Customers.Select("name"))),
        ("join-of-different-types", p => p.Orders.Join(p.Customers.Select(Col("id").Cast("string").As("key")), Expr("customer = key")).Select("id", "key")),
    ];

    private static DataFrame Related(StageProbe p) => p.Orders.Join(p.Customers, p.Orders["customer"] == p.Customers["id"]);

    private static (string Name, Func<StageProbe, DataFrame> Make)[] Groups() =>
    [
        ("group-by", p => p.Orders.GroupBy("customer").Agg(Sum("amount").As("total"), Avg("amount").As("mean"), Count(Lit(1)).As("n"), Max("placed").As("last")).Where("n > 1").OrderBy("customer")),
        ("group-by-expression", p => p.Orders.GroupBy(Expr("date_trunc('month', placed)").As("month")).Agg(CountDistinct("customer").As("customers"), Expr("sum(amount) FILTER (WHERE amount > 10)").As("large"))),
        ("global-aggregate", p => p.Orders.Agg(Sum("customer").As("s"), Expr("max(amount) - min(amount)").As("spread"))),
        ("rollup", p => p.Customers.Rollup("country", "name").Agg(GroupingId().As("level"), Count(Lit(1)).As("n"))),
        ("pivot", p => p.Orders.GroupBy("customer").Pivot("status", "new", "paid").Agg(Sum("amount"))),
        ("distinct-and-duplicates", p => p.Orders.Select("customer", "status").Distinct().DropDuplicates("customer", "status")),
        ("collect-lists", p => p.Orders.GroupBy("customer").Agg(Expr("sort_array(collect_set(status))").As("states"), Expr("max_by(status, placed)").As("latest"))),
        ("explode", p => p.Orders.Select(Col("id"), Explode("items").As("item")).Select("id", "item.sku", "item.quantity").Where("quantity > 1")),
        ("posexplode-outer", p => p.Orders.Select(Col("id"), PosExplodeOuter("items").Alias(["at", "item"]))),
        ("unpivot", p => p.Orders.Select("id", "customer", "amount").Unpivot([Col("id")], [Col("customer"), Col("amount")], "name", "value")),
        ("observe", p => p.Orders.Observe("seen", Count(Lit(1)).As("rows")).Select("id").Tail1()),
    ];

    private static DataFrame Tail1(this DataFrame frame) => frame.OrderBy("id").Offset(1).Limit(1);

    private static (string Name, Func<StageProbe, DataFrame> Make)[] Windows() =>
    [
        ("window-ranks", p => p.Orders.Select(Col("id"), RowNumber().Over(Window.PartitionBy("customer").OrderBy(Col("placed").Desc())).As("n")).Where("n = 1")),
        ("window-frames", p => p.Orders.SelectExpr("id", "sum(amount) OVER (PARTITION BY customer ORDER BY placed ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS moving", "lag(amount, 1, 0) OVER (PARTITION BY customer ORDER BY placed) AS before", "count(*) OVER () AS all_rows")),
        ("window-over-groups", p => p.Orders.GroupBy("customer").Agg(Sum("amount").As("total"), Expr("rank() OVER (ORDER BY sum(amount) DESC)").As("place"))),
        ("window-range-of-days", p => p.Orders.WithColumn("day", Expr("to_date(placed)")).SelectExpr("id", "sum(amount) OVER (PARTITION BY customer ORDER BY day RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW) AS week")),
    ];

    private static (string Name, Func<StageProbe, DataFrame> Make)[] Sets() =>
    [
        ("union-widens-types", p => p.Orders.Select("customer").Union(p.Spark.Range(1))),
        ("union-by-name", p => p.Customers.Select("id", "name").UnionByName(p.Customers.Select("country", "id"), allowMissingColumns: true)),
        ("intersect-and-except", p => p.Customers.Select("id").Intersect(p.Orders.Select("customer")).Except(p.Spark.Range(2))),
        ("range-and-sample", p => p.Spark.Range(0, 100, 10).Sample(0.5, seed: 7)),
        ("view-and-alias", p => p.View("big_orders", p.Orders.Where("amount > 20")).Select("big_orders.id")),
        ("hostile-names", p => p.Customers.Select(Col("id").As("a\"b"), Col("name").As("x`y"), Col("country").As("select * from t; --")).Select("`a\"b`", "`x``y`").Where("`x``y` <> '\"; drop'")),
    ];
}
