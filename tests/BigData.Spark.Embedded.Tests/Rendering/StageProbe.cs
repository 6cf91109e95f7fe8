using System.Text;
using BigData.Spark.Embedded.Decoding;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>
/// Frames of the public API over a tiny shop, and what each stage makes of them: decoded, resolved, lowered, rendered, executed. The tables stand
/// under short names, so that printed plans are about the query alone.
/// </summary>
internal sealed class StageProbe : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();
    private readonly QueryProbe _probe = new();

    public StageProbe()
    {
        _probe.Sources.AddTable("customers", "id int not null, name string, country string, born date");
        _probe.Sources.AddTable(
            "orders", "id bigint not null, customer int, status string, amount decimal(10,2), placed timestamp, items array<struct<sku:string,quantity:int>>");
        Customers = Spark.Table("customers");
        Orders = Spark.Table("orders");
    }

    public SparkSession Spark => _lakehouse.Spark;

    public DataFrame Customers { get; }

    public DataFrame Orders { get; }

    /// <summary>A view over a frame, and a frame that reads it.</summary>
    public DataFrame View(string name, DataFrame plan)
    {
        _probe.Sources.AddView(name, Decode(plan));
        return Spark.Table(name);
    }

    public static Relation Decode(DataFrame frame) => new PlanDecoder(TimeZoneInfo.Utc).Decode(frame.Relation);

    public ResolveOptions Options => _probe.Options;

    public Task<ResolvedRelation> ResolveAsync(DataFrame frame) => new PlanResolver(_probe.Sources, Options).ResolveAsync(Decode(frame), TestContext.Current.CancellationToken);

    public Task<CompiledQuery> CompileAsync(DataFrame frame) => _probe.CompileAsync(Decode(frame));

    /// <summary>All stages as text, one section each, and the rows.</summary>
    public async Task<string> PrintAsync(DataFrame frame)
    {
        await _probe.ExecuteAsync(Shop);
        CompiledQuery query = await CompileAsync(frame);
        StringBuilder text = new();
        Section(text, "decoded", query.Plan.ToString());
        Section(text, "resolved", query.Resolved.ToString());
        Section(text, "lowered", query.Lowered.ToString());
        Section(text, "rendered", query.Query.Sql);
        IEnumerable<string> rows = await _probe.RunAsync(query.Query);
        bool isOrdered = PlanFacts.DescendantsAndSelf(query.Resolved).Any(node => node is ResolvedSort);
        Section(text, "executed", string.Join('\n', [Header(query), .. isOrdered ? rows : rows.Order(StringComparer.Ordinal)]));
        return text.ToString();
    }

    public void Dispose()
    {
        _probe.Dispose();
        _lakehouse.Dispose();
    }

    private static string Header(CompiledQuery query)
        => string.Join('|', query.Query.Schema.Fields.Select(f => $"{f.Name} {f.DataType.SimpleString}{(f.IsNullable ? string.Empty : " not null")}"));

    private static void Section(StringBuilder text, string name, string body)
        => text.Append(text.Length > 0 ? "\n" : string.Empty).Append("# ").Append(name).Append('\n').Append(body.TrimEnd('\n')).Append('\n');

    private const string Shop =
        """
        CREATE OR REPLACE TABLE customers AS SELECT * FROM (VALUES
            (1, 'Ann', 'GB', DATE '1980-02-29'), (2, ' Bob ', 'DE', NULL), (3, 'Åsa', NULL, DATE '2001-12-31'), (4, 'Dan', 'GB', DATE '1990-01-01')) AS t(id, name, country, born);
        CREATE OR REPLACE TABLE orders AS SELECT id::BIGINT AS id, customer, status, amount::DECIMAL(10,2) AS amount, placed::TIMESTAMPTZ AS placed, items FROM (VALUES
            (10, 1, 'new', 10.05, '2024-01-01 09:00:00+00', [{'sku': 'a', 'quantity': 1}, {'sku': 'b', 'quantity': 2}]),
            (11, 1, 'paid', 25.50, '2024-01-05 10:30:00+00', [{'sku': 'a', 'quantity': 3}]),
            (12, 2, 'paid', 99.99, '2024-02-01 00:00:00+00', []),
            (13, NULL, 'new', NULL, '2024-02-02 23:59:59+00', NULL)) AS t(id, customer, status, amount, placed, items);
        """;
}
