using BigData.Pipelines.Csv;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary>One kind of files of the source <c>shop</c>, the shop that <c>bigdata generate</c> makes up, in a folder of its own.</summary>
internal abstract class ShopFiles : CsvSource
{
    internal const string Shop = "shop";

    public override string SourceName => Shop;

    public override string Owner => "data engineering";

    // Codes come in any case.
    private protected static Column Upper(Column text) => Functions.Upper(text);

    private protected static Column Lower(Column text) => Functions.Lower(text);

    /// <summary>A text as an ISO 3166-1 alpha-2 code; null when it is none.</summary>
    private protected static Column Country(Column text)
    {
        Column code = Functions.Upper(text);
        return Functions.When(code.RLike("^[A-Z]{2}$"), code);
    }
}
