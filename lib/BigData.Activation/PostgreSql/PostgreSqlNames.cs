namespace BigData.Activation.PostgreSql;

/// <summary>Names in PostgreSQL; the only place of this library that quotes them for it.</summary>
/// <param name="Schema">Schema of the published tables.</param>
/// <param name="StateSchema">Schema of the destination's memory.</param>
/// <param name="Reader">Role that may read.</param>
internal sealed record PostgreSqlNames(string Schema, string StateSchema, string Reader)
{
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Literal(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? "E'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'"
        : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A table or view of the published schema.</summary>
    public string In(string name) => $"{Quote(Schema)}.{Quote(name)}";

    /// <summary>A table of the destination's memory.</summary>
    public string State(string name) => $"{Quote(StateSchema)}.{Quote(name)}";
}
