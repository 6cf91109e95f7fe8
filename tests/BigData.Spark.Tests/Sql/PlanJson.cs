using BigData.Spark.Sql;
using Google.Protobuf;

namespace BigData.Spark.Tests.Sql;

/// <summary>Plans as JSON for golden files.</summary>
internal static class PlanJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation());

    public static string Of(DataFrame frame) => Of(frame.Relation);

    public static string Of(Column column) => Formatter.Format(column.Expression);

    public static string Of(IMessage message) => Formatter.Format(message);
}
