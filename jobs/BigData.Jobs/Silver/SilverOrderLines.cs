using System.Runtime.CompilerServices;
using BigData.Pipelines;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary>
/// <c>silver.order_lines</c>: typed lines of the orders of both shops. New or corrected files replace the lines of the orders that they
/// hold, in either version; records that cannot be used go to <c>silver.order_lines_quarantine</c>.
/// </summary>
internal sealed class SilverOrderLines : TableJob
{
    private const string CurrencyKey = $"sources:{OnlineRetailSource.Name}:currency";
    private const string NotProductsKey = $"sources:{OnlineRetailSource.Name}:not_products";
    private const string CountriesKey = "countries";
    private const string DefaultZone = "UTC";
    private const string Record = "record";

    private readonly ConditionalWeakTable<JobContext, DataFrame> _lines = [];
    private readonly ConditionalWeakTable<JobContext, DataFrame> _touched = [];
    private readonly ShopOrders _shop = new();

    public override TableContract Table => Silver.OrderLines;

    public override IReadOnlyList<Input> Inputs => [Bronze.OnlineRetail.Changes(), _shop.Bronze().Changes()];

    public override bool HasQuarantine => true;

    public override IReadOnlyList<SettingKey> Settings =>
    [
        new(CurrencyKey, SettingType.Text, "GBP", "ISO 4217 code of the shop's prices"),
        new(NotProductsKey + ":*", SettingType.Text, Default: null, "codes that are charges, not products; a last * stands for any rest"),
        new(CountriesKey + ":*", SettingType.Text, Default: null, "country names of sources to ISO 3166 alpha-2; empty for a name that is no country"),
    ];

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique("source", "order_id", "line_no"),
        Expect.NotNull("source", "order_id", "line_no", "quantity", "unit_price", "amount", "ordered_at"),
    ];

    public override DataFrame Build(JobContext job) => Lines(job)
        .Filter(Col(OrderLineTyping.Rule).IsNull())
        .Select([.. Table.Columns.Select(column => Col(column.Name))])
        .UnionByName(_shop.OrderLines(job));

    public override DataFrame? BuildRejected(JobContext job) => Lines(job)
        .Filter(Col(OrderLineTyping.Rule).IsNotNull())
        .Select(
            Col(OrderLineTyping.Rule),
            Col(OrderLineTyping.Reason),
            Col(Record),
            Col("source"),
            Col(FileColumns.File),
            Col(FileColumns.Row),
            Col(FileColumns.Batch),
            Lit(job.RunId).As(FileColumns.RunId))
        .UnionByName(_shop.Rejected(job));

    public override DataFrame? ReplacedKeys(JobContext job) => _shop.ReplacedKeys(job)
        ?.UnionByName(Touched(job).Select(Lit(OnlineRetailSource.Name).As("source"), Col(OrderFiles.OrderKey).As("order_id")));

    public override DataFrame? ReplacedRejects(JobContext job)
    {
        if (_shop.ReplacedRejects(job) is not { } shop)
        {
            return null;
        }

        DataFrame bronze = Bronzed(job);
        DataFrame delivered = OrderFiles.Redelivered(bronze, job.Changes(Bronze.OnlineRetail));
        DataFrame touched = bronze.Join(Touched(job), [OrderFiles.OrderKey], "left_semi");
        return delivered.Select(FileColumns.File, FileColumns.Row)
            .Union(touched.Select(FileColumns.File, FileColumns.Row))
            .Distinct()
            .WithColumn("source", Lit(OnlineRetailSource.Name))
            .UnionByName(shop);
    }

    private static DataFrame Bronzed(JobContext job) => OrderFiles.WithOrderKey(job.Read(Bronze.OnlineRetail));

    // Three places ask for the orders of new files; they are found once a build.
    private DataFrame Touched(JobContext job) => _touched.GetValue(job, context =>
        context.Keep(OrderFiles.Touched(Bronzed(context), OrderFiles.WithOrderKey(context.Changes(Bronze.OnlineRetail)))));

    // Both results are parts of one classified frame, which is computed once a build and holds nothing else.
    private DataFrame Lines(JobContext job) => _lines.GetValue(job, context =>
    {
        DataFrame records = OrderFiles.NewestDeliveries(Bronzed(context));
        if (!context.IsRebuild)
        {
            records = records.Join(Touched(context), [OrderFiles.OrderKey], "left_semi");
        }

        Column rule = Col(OrderLineTyping.Rule);
        return context.Keep(OrderLineTyping.Typed(OrderFiles.Settled(records), Options(context)).Select(
        [
            .. Table.Columns.Select(column => Col(column.Name).Cast(column.Type).As(column.Name)),
            rule,
            Col(OrderLineTyping.Reason),
            When(rule.IsNotNull(), OrderLineTyping.Received()).As(Record),
            Col(FileColumns.Batch),
        ]));
    });

    private static OrderLineOptions Options(JobContext job) => new(
        OnlineRetailSource.Name,
        job.Settings.Require(CurrencyKey),
        job.TimeZones.GetValueOrDefault(OnlineRetailSource.Name, DefaultZone),
        job.Settings.Map(CountriesKey),
        [.. job.Settings.Map(NotProductsKey).Values]);
}
