using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting;

/// <summary>The currency of each source's orders: amounts of gold tables are in it.</summary>
internal sealed class SourceCurrencies
{
    private const string Orders = "silver.order_lines";

    private Dictionary<string, string> _currencies = new(StringComparer.Ordinal);

    /// <summary>Asks the engine; without the table, or with several currencies in a source, none is named.</summary>
    public async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        if (!tables.Has(Orders))
        {
            return;
        }

        IReadOnlyList<Row> rows = await tables.Read(Orders).GroupBy("source")
            .Agg(Expr("min(currency) AS least"), Expr("max(currency) AS most"))
            .CollectAsync(token).ConfigureAwait(false);
        _currencies = rows.Where(row => row.GetAs<string?>("least") is { } least && least == row.GetAs<string?>("most"))
            .ToDictionary(row => row.GetAs<string>("source"), row => row.GetAs<string>("least"), StringComparer.Ordinal);
    }

    /// <summary>A title of amounts, with the currency where it is known.</summary>
    public string Title(string title, string source) => _currencies.TryGetValue(source, out string? currency) ? $"{title}, {currency}" : title;

    /// <summary>The end of a sentence about amounts.</summary>
    public string Clause(string source) => _currencies.TryGetValue(source, out string? currency) ? $", in {currency}" : ", in the source’s currency";
}
