using BigData.Pipelines;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary>From settled records to typed lines; a record that cannot be typed keeps nulls and says why in <see cref="Rule"/>.</summary>
internal static class OrderLineTyping
{
    internal const string Rule = "rule";
    internal const string Reason = "reason";

    private const string LocalTime = "_local_time";
    private const string CountryName = "_country_name";
    private const string CountryCode = "_country_code";
    private const string Copy = "_copy";
    private const string SecondsOfADay = "86400";

    /// <summary>Adds the silver columns, <see cref="Rule"/> (null for a good line) and <see cref="Reason"/>.</summary>
    internal static DataFrame Typed(DataFrame settled, OrderLineOptions options)
    {
        DataFrame lines = WithCountry(WithTexts(WithRawNames(WithCopies(settled))), options)
            .WithColumns(new Dictionary<string, Column>(StringComparer.Ordinal)
            {
                ["source"] = Lit(options.Source),
                ["order_id"] = Col(OrderFiles.OrderKey),
                ["customer_id"] = NullIfEmpty("customer_id"),
                ["product_id"] = NullIfEmpty("product_id"),
                ["product_name"] = NullIfEmpty("product_name"),
                ["quantity"] = Raw("Quantity").TryCast("int"),
                ["unit_price"] = When(Raw("UnitPrice").RLike("^\\s*[+-]?[0-9]*\\.?[0-9]{0,4}\\s*$"), Raw("UnitPrice").TryCast("decimal(18,4)")),
                [LocalTime] = TryToTimestamp(Trim(Raw("InvoiceDate")), Lit(OnlineRetailSource.TimeFormat)),
                ["currency"] = Lit(options.Currency),
                ["is_return"] = Col(OrderFiles.OrderKey).StartsWith("C"),
                ["country_raw"] = NullIfEmpty("country_raw"),
            })
            .WithColumns(new Dictionary<string, Column>(StringComparer.Ordinal)
            {
                ["amount"] = Round(Col("quantity").Multiply(Col("unit_price")), 2).TryCast("decimal(18,2)"),
                ["ordered_at"] = ToUtcTimestamp(Col(LocalTime), options.TimeZone),
            });
        return lines
            .WithColumn("flags", Flags(options))
            .WithColumn(Rule, FirstRule(rule => Lit(rule.Name)))
            .WithColumn(Reason, When(Col(Rule).IsNotNull(), FirstRule(rule => rule.Reason)));
    }

    /// <summary>The record as received, as JSON, after typing.</summary>
    internal static Column Received() => ToJson(Struct(
    [
        .. OrderFiles.SourceColumns.Select(column => Raw(column).As(column)),
        Col(FileColumns.Rescued),
        Col(FileColumns.CorruptRecord),
    ]));

    private static Column Raw(string sourceColumn) => Col(RawName(sourceColumn));

    private static string RawName(string sourceColumn) => "_raw_" + sourceColumn;

    // Names compare without case: a typed column would replace the source column of the same name.
    private static DataFrame WithRawNames(DataFrame records) =>
        OrderFiles.SourceColumns.Aggregate(records, (frame, column) => frame.WithColumnRenamed(column, RawName(column)));

    // Columns of their own, so that each text is made once and not again where it is held against the empty one.
    private static DataFrame WithTexts(DataFrame records) => records.WithColumns(new Dictionary<string, Column>(StringComparer.Ordinal)
    {
        ["customer_id"] = RegexpReplace(Trim(Raw("CustomerID")), "^([0-9]+)\\.0+$", "$1"),
        ["product_id"] = Upper(Trim(Raw("StockCode"))),
        ["product_name"] = Trim(Raw("Description")),
        ["country_raw"] = Trim(Raw("Country")),
    });

    // Equal records of one file after the first: they share an order, so the copies are counted inside it.
    private static DataFrame WithCopies(DataFrame settled)
    {
        string[] record = [FileColumns.File, .. OrderFiles.SourceColumns];
        WindowSpec equal = Window.PartitionBy([.. record.Select(Col)]).OrderBy(FileColumns.Row);
        return settled.WithColumn(Copy, RowNumber().Over(equal).Gt(Lit(1)));
    }

    private static DataFrame WithCountry(DataFrame lines, OrderLineOptions options)
    {
        DataFrame countries = lines.SparkSession.CreateDataFrame(
            [.. options.Countries.Select(pair => new Row(pair.Key, pair.Value))],
            new StructType(new StructField(CountryName, DataTypes.String), new StructField(CountryCode, DataTypes.String)));
        return lines
            .Join(countries, Col("country_raw").EqualTo(Col(CountryName)), "left_outer")
            .WithColumn("country", NullIfEmpty(CountryCode));
    }

    private static Column Flags(OrderLineOptions options)
    {
        Column price = Col("unit_price");
        (string Name, Column When)[] flags =
        [
            ("adjustment", Col("order_id").StartsWith("A")),
            ("ambiguous_time", IsAmbiguous(options.TimeZone)),
            ("country_unmapped", Col("country_raw").IsNotNull().And(Col(CountryName).IsNull())),
            ("duplicate_line", Col(Copy)),
            ("negative_price", price.Lt(Lit(0))),
            ("negative_quantity", Col("quantity").Lt(Lit(0)).And(!Col("is_return"))),
            ("no_customer", Col("customer_id").IsNull()),
            ("not_a_product", IsNotAProduct(options.NotProducts)),
            ("zero_price", price.EqualTo(Lit(0))),
        ];
        return ArrayCompact(Array([.. flags.Select(flag => When(flag.When, Lit(flag.Name)))]));
    }

    // The hour that a clock shows twice: the instant one overlap later shows the same local time.
    private static Column IsAmbiguous(string zone)
    {
        Column After(int minutes) => FromUtcTimestamp(
            TimestampSeconds(UnixSeconds(Col("ordered_at")).Plus(Lit(minutes * 60L))), zone).EqualTo(Col(LocalTime));
        return After(60).Or(After(30));
    }

    private static Column IsNotAProduct(IReadOnlyList<string> codes)
    {
        Column product = Col("product_id");
        Column listed = product.IsIn([.. codes.Where(code => !code.EndsWith('*'))]);
        return codes.Where(code => code.EndsWith('*'))
            .Aggregate(product.IsNull().Or(listed), (any, code) => any.Or(product.StartsWith(code[..^1])));
    }

    private static Column NullIfEmpty(string text) => When(Col(text).NotEqual(Lit("")), Col(text));

    private static Column FirstRule(Func<(string Name, Column Breaks, Column Reason), Column> value)
    {
        Column? first = null;
        foreach ((string Name, Column Breaks, Column Reason) rule in Rules())
        {
            first = first is null ? When(rule.Breaks, value(rule)) : first.When(rule.Breaks, value(rule));
        }

        return first!;
    }

    // In the order in which they are asked; each may rely on the ones before.
    private static (string Name, Column Breaks, Column Reason)[] Rules()
    {
        static Column Says(string before, string column, string after) =>
            Concat(Lit(before + " '"), Coalesce(Col(column), Lit("")), Lit("' " + after));
        Column late = UnixSeconds(Col("ordered_at")).Minus(UnixSeconds(Col(OrderFiles.FirstSeen))).Gt(Expr(SecondsOfADay));
        return
        [
            ("corrupt_record", Col(FileColumns.CorruptRecord).IsNotNull(), Lit("the record does not have the fields of the header")),
            ("missing_order_id", Col("order_id").EqualTo(Lit("")), Lit("InvoiceNo is empty; a line needs an order")),
            (
                "order_in_two_files",
                Col(OrderFiles.Superseded).IsNotNull(),
                Says("the order is also in", OrderFiles.Superseded, "with other content; that file sorts last and supplies all its lines")),
            ("quantity_not_integer", Col("quantity").IsNull(), Says("Quantity is", RawName("Quantity"), "; expected a plain integer")),
            ("price_not_decimal", Col("unit_price").IsNull(), Says("UnitPrice is", RawName("UnitPrice"), "; expected a number with at most 4 decimals")),
            (
                "time_not_readable",
                Col("ordered_at").IsNull(),
                Says("InvoiceDate is", RawName("InvoiceDate"), $"; expected {OnlineRetailSource.TimeFormat}")),
            ("amount_too_large", Col("amount").IsNull(), Lit("Quantity x UnitPrice does not fit decimal(18,2)")),
            ("future_time", late, Says("InvoiceDate is", RawName("InvoiceDate"), ", more than one day after the file was first seen")),
        ];
    }
}
