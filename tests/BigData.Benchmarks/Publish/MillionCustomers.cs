using System.Globalization;
using BigData.Activation;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Benchmarks.Publish;

/// <summary>
/// A Delta table like <c>gold.customer_rfm</c> with a million rows and two versions: in the second, one row of 200 has other values, and one of 400
/// has given way to a new customer, written as the runner writes tables of mode Synchronize. The first one also lies there as text for COPY.
/// </summary>
internal sealed class MillionCustomers(SparkSession spark, string folder)
{
    private const long Rows = 1_000_000;

    private static readonly PublishedTable Table = new()
    {
        Name = "gold.customer_rfm",
        Keys = ["source", "customer_id"],
        Comment = "One row: one customer.",
        Columns =
        [
            new("source", "string", "source system"), new("customer_id", "string", "customer"), new("as_of", "date", "day"), new("recency_days", "int", "days"),
            new("frequency", "bigint", "orders"), new("monetary", "decimal(18,2)", "amount"), new("r_score", "int", "score"), new("f_score", "int", "score"),
            new("m_score", "int", "score"), new("rfm_code", "string", "code"), new("segment", "string", "segment"),
        ],
    };

    /// <summary>The columns in PostgreSQL.</summary>
    public const string Definition =
        "source text NOT NULL, customer_id text NOT NULL, as_of date, recency_days integer, frequency bigint, monetary numeric(18,2), r_score integer, f_score integer, m_score integer, rfm_code text, segment text";

    /// <summary>The rows of the first version as COPY reads them.</summary>
    public string TextFile => Path.Combine(folder, "publish-rows.txt");

    private string Delta => Path.Combine(folder, "publish-delta");

    public TableVersion Version(long version) => new() { Table = Table, TableId = "benchmark", Version = version, Read = At, ReadChanges = Changes };

    public async Task PrepareAsync()
    {
        if (File.Exists(TextFile))
        {
            return;
        }

        string columns = string.Join(", ", Table.Columns.Select(column => $"{column.Name} {column.Type}"));
        await spark.SqlAsync($"CREATE TABLE delta.`{Delta}` ({columns}) USING delta TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')");
        await Generated(0, "true").Write().Format("delta").Mode(SaveMode.Overwrite).SaveAsync(Delta);
        await ChangeAsync();

        await using (StreamWriter text = new(TextFile + ".unfinished") { NewLine = "\n" })
        {
            await foreach (Row row in At(0).Select([.. Table.Columns.Select(column => Col(column.Name).Cast("string"))]).ToLocalIteratorAsync())
            {
                await text.WriteLineAsync(string.Join('\t', row.Values));
            }
        }

        File.Move(TextFile + ".unfinished", TextFile);
    }

    public async Task<string> SumsAsync(long version)
    {
        Row sums = (await At(version).Agg(Count(Lit(1)), Sum("frequency"), Sum("monetary")).CollectAsync())[0];
        return string.Create(CultureInfo.InvariantCulture, $"{sums[0]} rows, {sums[1]} orders, {sums[2]} spent");
    }

    public async Task<string> FactsAsync() => $"{await SumsAsync(0)}; then {await SumsAsync(1)}";

    // As the runner changes a table of mode Synchronize: by the rows that differ.
    private async Task ChangeAsync()
    {
        DataFrame difference = Generated(1, "id % 200 = 0 OR id % 400 = 1").WithColumn("gone", Lit(false))
            .Union(Generated(0, "id % 400 = 1").WithColumn("gone", Lit(true))).Alias("s");
        await difference.MergeInto($"delta.`{Delta}`", Expr($"delta.`{Delta}`.source = s.source AND delta.`{Delta}`.customer_id = s.customer_id"))
            .WhenMatched(Expr("s.gone")).Delete()
            .WhenMatched().Update(Table.Columns.ToDictionary(column => column.Name, column => Col("s." + column.Name)))
            .WhenNotMatched(Expr("NOT s.gone")).Insert(Table.Columns.ToDictionary(column => column.Name, column => Col("s." + column.Name)))
            .MergeAsync();
    }

    // Version 0 is the table as it was created, without rows.
    private DataFrame At(long version) => spark.Read().Format("delta").Option("versionAsOf", version + 1).Load(Delta);

    private DataFrame Changes(long from, long to) =>
        spark.Read().Format("delta").Option("readChangeFeed", true).Option("startingVersion", from + 1).Option("endingVersion", to + 1).Load(Delta);

    private DataFrame Generated(int version, string where) => spark.Range(Rows).Filter(where).SelectExpr(
        "CASE WHEN id % 3 = 0 THEN 'online_retail' ELSE 'shop' END AS source",
        version == 0 ? "concat('C', id) AS customer_id" : "concat(CASE WHEN id % 400 = 1 THEN 'N' ELSE 'C' END, id) AS customer_id",
        "DATE'2026-01-01' AS as_of",
        "CAST(id * 7919 % 360 AS int) AS recency_days",
        version == 0 ? "1 + id % 17 AS frequency" : "1 + id % 17 + CASE WHEN id % 200 = 0 THEN 1 ELSE 0 END AS frequency",
        "CAST(id * 104729 % 1000003 / 100 AS decimal(18,2)) AS monetary",
        "CAST(id % 5 AS int) + 1 AS r_score",
        "CAST(id % 4 AS int) + 1 AS f_score",
        "CAST(id % 3 AS int) + 1 AS m_score",
        "concat(id % 5 + 1, id % 4 + 1, id % 3 + 1) AS rfm_code",
        "element_at(array('champions', 'loyal', 'at_risk', 'hibernating'), CAST(id % 4 AS int) + 1) AS segment");
}
