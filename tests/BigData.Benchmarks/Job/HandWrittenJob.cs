using System.Diagnostics;
using BigData.DuckDb;

namespace BigData.Benchmarks.Job;

/// <summary>The main job as an engineer would write it for DuckDB: one script, the same checks, Parquet files out.</summary>
internal static class HandWrittenJob
{
    private const string Read = """
        CREATE TEMP TABLE bronze AS
        SELECT InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country,
               filename AS _file, now() AS _ingested_at
        FROM read_csv('{0}/*.csv.gz', header = true, all_varchar = true, filename = true, quote = '"', escape = '"', delim = ',')
        """;

    private const string Type = """
        CREATE TEMP TABLE typed AS
        WITH contested AS (
            SELECT InvoiceNo, max(_file) AS last_file FROM bronze GROUP BY ALL HAVING min(_file) < max(_file)
        ), numbered AS (
            SELECT b.*, rowid AS _row,
                   row_number() OVER (PARTITION BY _file, InvoiceNo ORDER BY rowid) AS line_no,
                   row_number() OVER (PARTITION BY _file, InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice,
                       CustomerID, Country ORDER BY rowid) > 1 AS is_copy,
                   c.last_file
            FROM bronze b LEFT JOIN contested c USING (InvoiceNo)
        ), cast_lines AS (
            SELECT *,
                   CASE WHEN regexp_full_match(Quantity, '[+-]?[0-9]+') THEN try_cast(Quantity AS INTEGER) END AS quantity_typed,
                   CASE WHEN regexp_full_match(UnitPrice, '[+-]?[0-9]*\.?[0-9]{0,4}') THEN try_cast(UnitPrice AS DECIMAL(18,4)) END AS price,
                   try_strptime(InvoiceDate, '%Y-%m-%d %H:%M:%S') AS local_time,
                   nullif(regexp_replace(trim(CustomerID), '^([0-9]+)\.0+$', '\1'), '') AS customer_id,
                   nullif(upper(trim(StockCode)), '') AS product_id
            FROM numbered
        )
        SELECT 'online_retail' AS source, InvoiceNo AS order_id, line_no::INTEGER AS line_no, customer_id, product_id,
               nullif(trim(Description), '') AS product_name, quantity_typed AS quantity, price AS unit_price,
               round(quantity_typed * price, 2)::DECIMAL(18,2) AS amount, 'GBP' AS currency, code AS country,
               timezone('Europe/London', local_time) AS ordered_at, starts_with(InvoiceNo, 'C') AS is_return,
               list_filter([
                   CASE WHEN starts_with(InvoiceNo, 'A') THEN 'adjustment' END,
                   CASE WHEN timezone('Europe/London', timezone('Europe/London', local_time) - INTERVAL 1 HOUR) = local_time THEN 'ambiguous_time' END,
                   CASE WHEN Country IS NOT NULL AND name IS NULL THEN 'country_unmapped' END,
                   CASE WHEN is_copy THEN 'duplicate_line' END,
                   CASE WHEN price < 0 THEN 'negative_price' END,
                   CASE WHEN quantity_typed < 0 AND NOT starts_with(InvoiceNo, 'C') THEN 'negative_quantity' END,
                   CASE WHEN customer_id IS NULL THEN 'no_customer' END,
                   CASE WHEN product_id IN ('POST','DOT','M','D','S','B','C2','BANK CHARGES','AMAZONFEE','CRUK','PADS')
                        OR starts_with(product_id, 'GIFT_0001_') THEN 'not_a_product' END,
                   CASE WHEN price = 0 THEN 'zero_price' END], lambda x: x IS NOT NULL) AS flags,
               nullif(trim(Country), '') AS country_raw, _file, _row,
               CASE WHEN last_file IS NOT NULL AND _file <> last_file THEN 'order_in_two_files'
                    WHEN quantity_typed IS NULL THEN 'quantity_not_integer'
                    WHEN price IS NULL THEN 'price_not_decimal'
                    WHEN local_time IS NULL THEN 'time_not_readable'
                    WHEN timezone('Europe/London', local_time) > _ingested_at + INTERVAL 1 DAY THEN 'future_time' END AS rule
        FROM cast_lines LEFT JOIN countries ON trim(Country) = name
        """;

    private const string KeyCheck = """
        SELECT CASE WHEN count(*) = count(DISTINCT (order_id, line_no)) THEN 'ok' ELSE error('the key is not unique') END FROM typed WHERE rule IS NULL
        """;

    private const string Countries = """
        CREATE TEMP TABLE countries AS SELECT unnest([{0}]) AS name, unnest([{1}]) AS code
        """;

    private const string Customers = """
        CREATE TEMP TABLE customers AS
        SELECT source, customer_id, datediff('day', timezone('Europe/London', max(ordered_at))::DATE, DATE '2011-12-10') AS recency,
               count(DISTINCT order_id) AS frequency, sum(amount)::DECIMAL(18,2) AS monetary
        FROM typed
        WHERE rule IS NULL AND customer_id IS NOT NULL AND NOT is_return AND ordered_at < TIMESTAMPTZ '2011-12-10 00:00:00+00'
        GROUP BY ALL HAVING sum(amount) > 0
        """;

    private const string Rfm = """
        CREATE TEMP TABLE rfm AS
        WITH ranked AS (SELECT *, row_number() OVER (ORDER BY frequency, customer_id) AS rank FROM customers),
        edges AS (SELECT quantile_cont(recency, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(rank, [0.2, 0.4, 0.6, 0.8]) AS f,
                         quantile_cont(monetary::DOUBLE, [0.2, 0.4, 0.6, 0.8]) AS m FROM ranked),
        scored AS (
            SELECT source, customer_id, DATE '2011-12-10' AS as_of, recency, frequency, monetary,
                   5 - ((recency > r[1])::INT + (recency > r[2])::INT + (recency > r[3])::INT + (recency > r[4])::INT) AS r_score,
                   1 + (rank > f[1])::INT + (rank > f[2])::INT + (rank > f[3])::INT + (rank > f[4])::INT AS f_score,
                   1 + (monetary > m[1])::INT + (monetary > m[2])::INT + (monetary > m[3])::INT + (monetary > m[4])::INT AS m_score
            FROM ranked, edges)
        SELECT *, concat(r_score, f_score, m_score) AS rfm_code,
               CASE WHEN r_score <= 2 AND f_score <= 2 THEN 'hibernating' WHEN r_score <= 2 AND f_score <= 4 THEN 'at_risk'
                    WHEN r_score <= 2 THEN 'cant_lose' WHEN r_score = 3 AND f_score <= 2 THEN 'about_to_sleep'
                    WHEN r_score = 3 AND f_score = 3 THEN 'need_attention' WHEN r_score <= 4 AND f_score >= 4 THEN 'loyal'
                    WHEN r_score = 4 AND f_score = 1 THEN 'promising' WHEN f_score = 1 THEN 'new' WHEN f_score <= 3 THEN 'potential_loyal'
                    ELSE 'champions' END AS segment
        FROM scored
        """;

    private const string Segments = """
        SELECT source, customer_id, 'rfm_10' AS segment_set, segment, as_of AS valid_from, NULL::DATE AS valid_to, true AS is_current FROM rfm
        UNION ALL SELECT source, customer_id, 'tier_4', CASE WHEN r_score >= 4 AND f_score >= 4 AND m_score >= 4 THEN 'high_value'
            WHEN r_score >= 4 AND f_score >= 2 THEN 'potential' WHEN r_score = 1 AND f_score <= 2 AND m_score <= 2 THEN 'dormant'
            WHEN r_score <= 2 AND f_score <= 2 AND m_score <= 2 THEN 'churn_warning' ELSE 'ordinary' END, as_of, NULL, true FROM rfm
        UNION ALL SELECT source, customer_id, 'group_6', CASE WHEN r_score >= 4 AND f_score >= 4 AND m_score >= 4 THEN 'high_value'
            WHEN r_score >= 4 AND f_score = 1 THEN 'new' WHEN r_score >= 4 THEN 'potential' WHEN r_score = 1 THEN 'dormant'
            WHEN r_score = 2 THEN 'churn_risk' ELSE 'regular' END, as_of, NULL, true FROM rfm
        """;

    private const string Facts = """
        SELECT concat('silver ', (SELECT concat(count(*), ' lines, ', sum(amount)) FROM '{0}/silver.parquet'),
                      ', quarantine ', (SELECT count(*) FROM '{0}/quarantine.parquet'),
                      ', customers ', (SELECT concat(count(*), ', ', sum(monetary), ', scores ', sum(r_score), ' ', sum(f_score), ' ', sum(m_score))
                                       FROM '{0}/customer_rfm.parquet'),
                      ', stays ', (SELECT count(*) FROM '{0}/customer_segments.parquet'))
        """;

    public static async Task<string> FactsAsync(string target)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        return (await session.ScalarAsync<string>(Facts.Replace("{0}", target, StringComparison.Ordinal)))!;
    }

    public static async Task RunAsync(string landing, string target, IReadOnlyDictionary<string, string> countries)
    {
        Directory.CreateDirectory(target);
        using DuckDbInstance instance = DuckDbInstance.Open(new DuckDbOptions());
        using DuckDbSession session = instance.Connect();
        string names = string.Join(", ", countries.Keys.Select(DuckDbSql.Literal));
        string codes = string.Join(", ", countries.Values.Select(code => $"nullif({DuckDbSql.Literal(code)}, '')"));
        string Copy(string query, string name) => $"COPY ({query}) TO '{target}/{name}.parquet' (FORMAT parquet, COMPRESSION snappy)";
        (string Step, string Sql)[] steps =
        [
            ("read", Read.Replace("{0}", landing, StringComparison.Ordinal)),
            ("write bronze", Copy("SELECT *, rowid AS _row FROM bronze", "bronze")),
            ("countries", Countries.Replace("{0}", names, StringComparison.Ordinal).Replace("{1}", codes, StringComparison.Ordinal)),
            ("type", Type),
            ("check keys", KeyCheck),
            ("write silver", Copy("SELECT * EXCLUDE (rule) FROM typed WHERE rule IS NULL", "silver")),
            ("write quarantine", Copy("FROM typed WHERE rule IS NOT NULL", "quarantine")),
            ("customers", Customers),
            ("score", Rfm),
            ("write rfm", Copy("FROM rfm", "customer_rfm")),
            ("write segments", Copy(Segments, "customer_segments")),
        ];
        foreach ((string step, string sql) in steps)
        {
            long start = Stopwatch.GetTimestamp();
            await session.ExecuteAsync(sql);
            Console.Error.WriteLine($"  {step}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        }
    }
}
