namespace BigData.Spark.Sql.Types;

/// <summary>A named column of a <see cref="StructType"/>.</summary>
public sealed record StructField
{
    private const string CommentKey = "comment";

    /// <summary>Makes a field.</summary>
    /// <param name="name">The name; any text.</param>
    /// <param name="dataType">The type of the values.</param>
    /// <param name="isNullable">Whether a value may be null.</param>
    /// <param name="metadata">Facts about the column; none by default.</param>
    public StructField(string name, DataType dataType, bool isNullable = true, Metadata? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dataType);
        Name = name;
        DataType = dataType;
        IsNullable = isNullable;
        Metadata = metadata ?? Metadata.Empty;
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; init; }

    /// <summary>The type of the values.</summary>
    public DataType DataType { get; init; }

    /// <summary>Whether a value may be null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Facts about the column, such as its comment.</summary>
    public Metadata Metadata { get; init; }

    /// <summary>The column's comment, or null.</summary>
    public string? Comment => Metadata.GetString(CommentKey);

    /// <summary>The field as DDL: <c>name TYPE NOT NULL COMMENT '…'</c>.</summary>
    public string Ddl => $"{SqlNames.QuoteIfNeeded(Name)} {SqlSuffix}";

    /// <summary>The field inside <c>STRUCT&lt;…&gt;</c> of SQL text: <c>name: TYPE NOT NULL COMMENT '…'</c>.</summary>
    public string Sql => $"{SqlNames.QuoteIfNeeded(Name)}: {SqlSuffix}";

    private string SqlSuffix =>
        DataType.Sql + (IsNullable ? "" : " NOT NULL") + (Comment is { } comment ? $" COMMENT {SqlNames.Literal(comment)}" : "");

    /// <summary>The same field with a comment.</summary>
    /// <param name="comment">The comment.</param>
    /// <returns>A new field.</returns>
    public StructField WithComment(string comment) => this with { Metadata = Metadata.With(CommentKey, comment) };

    /// <summary>The field's name, type and nullability.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"StructField({Name},{DataType.SimpleString},{(IsNullable ? "true" : "false")})";
}
