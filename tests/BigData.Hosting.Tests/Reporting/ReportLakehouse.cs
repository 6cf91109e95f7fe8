using BigData.Spark.Sql;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>
/// A small lakehouse with the columns of the gold tables' contracts, written without jobs: the source <c>shop</c> has everything, the source
/// <c>till</c> only scored customers. Its numbers follow from the queries below, so that tests can say them.
/// </summary>
internal static class ReportLakehouse
{
    /// <summary>A name that would end an element and begin a script if it were not encoded.</summary>
    public const string HostileName = "</td><script>alert('x')</script> & \"Sons\"";

    public const string HostileCampaign = "summer\" onload=\"alert(1)";

    private static readonly (string Table, string Query)[] Tables =
    [
        // Of 400 customers 40 %, 30 %, 20 %, 8 % and 2 %; the last segment has 8, so few that its sum is withheld.
        ("gold.customer_rfm", """
            SELECT source, customer_id, DATE'2024-04-01' AS as_of, recency_days, frequency, CAST(monetary AS decimal(18,2)) AS monetary,
              3 AS r_score, 3 AS f_score, 3 AS m_score, '333' AS rfm_code, segment
            FROM (
              SELECT 'shop' AS source, concat('c', id) AS customer_id, CAST(id % 60 AS int) AS recency_days, 1 + id % 7 AS frequency,
                CASE WHEN id % 50 < 20 THEN 20 WHEN id % 50 < 35 THEN 80 WHEN id % 50 < 45 THEN 300 WHEN id % 50 < 49 THEN 150 ELSE 1000 END AS monetary,
                CASE WHEN id % 50 < 20 THEN 'hibernating' WHEN id % 50 < 35 THEN 'potential_loyal' WHEN id % 50 < 45 THEN 'champions'
                  WHEN id % 50 < 49 THEN 'at_risk' ELSE 'cant_lose' END AS segment
              FROM range(0, 400)
              UNION ALL
              SELECT 'till', concat('t', id), 5, 2, 10, 'new' FROM range(0, 25))
            """),

        // On 1 April every tenth customer of the shop came from another segment, 12 of them are new; three left.
        ("gold.customer_segments", """
            SELECT source, customer_id, segment_set, segment, valid_from, valid_to, valid_to IS NULL AS is_current FROM (
              SELECT 'shop' AS source, customer_id, 'rfm_10' AS segment_set, segment,
                CASE WHEN moves THEN DATE'2024-04-01' ELSE DATE'2024-03-01' END AS valid_from, CAST(null AS date) AS valid_to FROM shop_customers
              UNION ALL
              SELECT 'shop', customer_id, 'rfm_10', 'at_risk', DATE'2024-03-01', DATE'2024-04-01' FROM shop_customers WHERE moves AND NOT is_new
              UNION ALL
              SELECT 'shop', concat('gone', id), 'rfm_10', 'hibernating', DATE'2024-03-01', DATE'2024-04-01' FROM range(0, 3)
              UNION ALL
              SELECT 'shop', customer_id, 'tier_4', CASE WHEN segment = 'champions' THEN 'high_value' ELSE 'ordinary' END, DATE'2024-03-01', null FROM shop_customers
              UNION ALL
              SELECT 'till', concat('t', id), 'rfm_10', 'new', DATE'2024-04-01', null FROM range(0, 25))
            """),
        ("silver.order_lines", """
            SELECT 'shop' AS source, 'o1' AS order_id, 1 AS line_no, 'p9' AS product_id, 'Tea cosy' AS product_name, 'EUR' AS currency
            UNION ALL SELECT 'shop', 'o2', 1, 'p9', 'Tea cosy', 'EUR' UNION ALL SELECT 'shop', 'o3', 1, 'p9', '?', 'EUR'
            """),
        ("silver.products", """
            SELECT 'shop' AS source, concat('p', id) AS product_id, CASE WHEN id = 1 THEN ${hostile} ELSE concat('Mug no. ', id) END AS product_name,
              'mugs' AS category, true AS in_stock FROM range(1, 9)
            """),
        ("gold.channel_attribution", """
            SELECT 'shop' AS source, DATE'2024-04-01' AS as_of, model, window_days, channel, conversions, conversions * 40 AS value,
              CASE WHEN model = 'markov' AND channel <> '(none)' THEN least(1.0D, conversions / 300) END AS removal_effect,
              CAST(spend AS decimal(18,2)) AS spend, spend / conversions AS cpa, conversions * 40 / spend AS roas
            FROM (
              SELECT model, window_days, channel, CASE WHEN channel = '(none)' THEN 50.0D ELSE base + tilt * lean END * CASE WHEN window_days = 30 THEN 1 ELSE 0.5D END AS conversions, spend
              FROM VALUES ('email', 120.0D, -8.0D, 300.0D), ('paid_search', 90.0D, 10.0D, 1800.0D), ('organic_search', 60.0D, 4.0D, null),
                  ('social', 30.0D, -6.0D, 900.5D), ('(none)', 0.0D, 0.0D, null) AS channels(channel, base, tilt, spend)
                CROSS JOIN VALUES ('first_touch', -2), ('last_touch', 3), ('linear', 0), ('markov', 1), ('shapley', 0), ('time_decay', 2) AS models(model, lean)
                CROSS JOIN VALUES (7), (30) AS windows(window_days))
            """),
        ("gold.campaign_attribution", """
            SELECT 'shop' AS source, DATE'2024-04-01' AS as_of, model, 30 AS window_days, channel, campaign, conversions, conversions * 40 AS value,
              CAST(null AS double) AS removal_effect, CAST(spend AS decimal(18,2)) AS spend, spend / conversions AS cpa, conversions * 40 / spend AS roas
            FROM VALUES ('email', 'spring', 80.0D, 200.0D), ('email', ${campaign}, 32.0D, 100.0D), ('paid_search', 'brand', 100.0D, 1800.0D),
                ('organic_search', '(none)', 64.0D, null), ('(none)', '(none)', 50.0D, null) AS campaigns(channel, campaign, conversions, spend)
              CROSS JOIN VALUES ('last_touch'), ('markov') AS models(model)
            """),
        ("gold.conversion_paths", """
            SELECT 'shop' AS source, DATE'2024-04-01' AS as_of, 30 AS window_days, split(path, '>') AS path, conversions, CAST(conversions * 40 AS decimal(18,2)) AS value, nulls
            FROM VALUES ('email', 90L, 260L), ('paid_search', 70L, 300L), ('organic_search>email', 40L, 80L), ('social>paid_search', 30L, 120L), ('social', 5L, 240L),
              ('paid_search>email>organic_search', 35L, 60L), ('social>email>paid_search>email', 20L, 30L), ('email>paid_search>email>social>email', 10L, 10L) AS paths(path, conversions, nulls)
            """),
        ("gold.channel_transitions", """
            SELECT 'shop' AS source, DATE'2024-04-01' AS as_of, 30 AS window_days, from_state, to_state, count
            FROM VALUES ('(start)', 'email', 370L), ('email', '(conversion)', 155L), ('email', 'paid_search', 70L), ('social', '(null)', 240L) AS steps(from_state, to_state, count)
            """),
        ("gold.product_neighbours", """
            SELECT 'shop' AS source, concat('p', product) AS product_id, CAST(rank AS int) AS rank, concat('p', 1 + (product + rank - 1) % 9) AS neighbour_id,
              0.8D / rank AS similarity, 50 - 5 * product - rank AS support, DATE'2024-04-01' AS as_of
            FROM (SELECT id AS product FROM range(1, 9)) CROSS JOIN (SELECT id AS rank FROM range(1, 5))
            """),
        ("gold.recommendation_feeds", """
            SELECT 'shop' AS source, placement, concat(CASE WHEN placement = 'related' THEN 'p' ELSE 'c' END, id) AS context_id, CAST(rank AS int) AS rank,
              concat('p', 1 + (id % 3 + rank) % 9) AS product_id, 1.0D / rank AS score,
              CASE WHEN placement = 'related' THEN 'content' WHEN id % 4 = 0 THEN 'popular' ELSE 'als' END AS method, DATE'2024-04-01' AS as_of
            FROM (SELECT id FROM range(0, 40)) CROSS JOIN (SELECT id AS rank FROM range(1, 4)) CROSS JOIN VALUES ('home'), ('guess_you_like'), ('related') AS placements(placement)
            """),
        ("gold.models", """
            SELECT source, model, concat(model, '-2024-04-01-1') AS version, TIMESTAMP'2024-03-31 22:00:00' AS trained_at, CAST(null AS date) AS window_from,
              DATE'2024-04-01' AS window_to, '{"rank":16}' AS parameters,
              CASE WHEN source = 'till' THEN '{"k":10,"customers":0,"not_measurable":"nobody bought anything","split":"time","holdout_days":14}'
                ELSE concat('{"k":10,"customers":310,"precision":', quality / 3, ',"ndcg":', quality, ',"hit_rate":', quality * 2, ',"novelty":null,"split":"time","holdout_days":14}') END AS metrics
            FROM VALUES ('shop', 'popular', 0.08D), ('shop', 'item_item', 0.17D), ('shop', 'als', 0.21D), ('shop', 'hybrid', 0.225D), ('till', 'als', 0.0D) AS cards(source, model, quality)
            """),
        ("ops.runs", """
            SELECT '20240401T000000000Z-1' AS run_id, 'run' AS command, 'embedded' AS engine, DATE'2024-04-01' AS as_of, TIMESTAMP'2024-04-01 00:00:00' AS started_at,
              TIMESTAMP'2024-04-01 00:01:30' AS ended_at, 'ok' AS status
            """),
    ];

    private const string ShopCustomers = """
        SELECT customer_id, segment, CAST(substr(customer_id, 2) AS int) % 10 = 9 AS moves, CAST(substr(customer_id, 2) AS int) < 120 AND CAST(substr(customer_id, 2) AS int) % 10 = 9 AS is_new
        FROM customer_rfm WHERE source = 'shop'
        """;

    /// <summary>Writes the tables, or all but some.</summary>
    public static Task WriteAsync(string folder, params string[] without) => WriteAsync(folder, isEmpty: false, without);

    /// <summary>Writes the tables without rows.</summary>
    public static Task WriteEmptyAsync(string folder) => WriteAsync(folder, isEmpty: true, []);

    private static async Task WriteAsync(string folder, bool isEmpty, string[] without)
    {
        using SparkSession spark = SparkSession.Builder().AppName("report").Embedded(folder).GetOrCreate();
        foreach ((string table, string query) in Tables)
        {
            string text = query.Replace("${hostile}", Quoted(HostileName), StringComparison.Ordinal).Replace("${campaign}", Quoted(HostileCampaign), StringComparison.Ordinal);
            DataFrame rows = spark.Sql(text);
            if (table == "gold.customer_rfm")
            {
                rows.CreateOrReplaceTempView("customer_rfm");
                spark.Sql(ShopCustomers).CreateOrReplaceTempView("shop_customers");
            }

            if (!without.Contains(table))
            {
                await (isEmpty ? rows.Limit(0) : rows).Write().Format("delta").SaveAsync(Path.Combine([folder, .. table.Split('.')]), TestContext.Current.CancellationToken);
            }
        }
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
