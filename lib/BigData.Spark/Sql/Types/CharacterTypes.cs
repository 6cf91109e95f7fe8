namespace BigData.Spark.Sql.Types;

/// <summary>Text of any length in UTF-8.</summary>
/// <param name="Collation">How strings compare and sort; Spark's default <c>UTF8_BINARY</c> compares bytes.</param>
public sealed record StringType(string Collation = StringType.DefaultCollation) : DataType
{
    /// <summary>The collation that compares bytes.</summary>
    public const string DefaultCollation = "UTF8_BINARY";

    /// <inheritdoc/>
    public override string TypeName => IsDefault ? "string" : $"string collate {Collation}";

    /// <inheritdoc/>
    public override string Sql => IsDefault ? "STRING" : $"STRING COLLATE {Collation}";

    private bool IsDefault => string.Equals(Collation, DefaultCollation, StringComparison.Ordinal);
}

/// <summary>Text of exactly <paramref name="Length"/> characters; shorter values are padded with spaces.</summary>
/// <param name="Length">The count of characters, at least 1.</param>
public sealed record CharType(int Length) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => $"char({Length})";
}

/// <summary>Text of at most <paramref name="Length"/> characters.</summary>
/// <param name="Length">The greatest count of characters, at least 1.</param>
public sealed record VarcharType(int Length) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => $"varchar({Length})";
}
