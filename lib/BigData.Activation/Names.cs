using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>Names of columns in Spark's text; the only place of this library that quotes them for the engine.</summary>
internal static class Names
{
    public static string Quoted(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    public static Column Column(string name) => Functions.Col(Quoted(name));

    public static Column[] Columns(IEnumerable<string> names) => [.. names.Select(Column)];
}
