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
}
