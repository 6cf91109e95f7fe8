using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>
/// A column that a relation gives. The id is what counts: it is unique in a plan, so equal names never clash; the name is how the
/// reference spells it.
/// </summary>
internal sealed record OutputColumn(long Id, string Name, DataType Type, bool IsNullable)
{
    /// <summary>Metadata of the field (a comment, say).</summary>
    public StructField? Field { get; init; }

    /// <summary>The name inside rendered SQL.</summary>
    public string SqlName => $"c{Id}";

    public StructField ToField()
        => Field is { } field ? field with { Name = Name, DataType = Type, IsNullable = IsNullable } : new StructField(Name, Type, IsNullable);

    public override string ToString() => $"{Name}#{Id}";
}

/// <summary>Hands out column ids.</summary>
internal sealed class ColumnIds
{
    private long _last;

    public OutputColumn New(string name, DataType type, bool isNullable) => new(++_last, name, type, isNullable);

    public OutputColumn Renew(OutputColumn column) => column with { Id = ++_last };
}

/// <summary>An expression and the column that it becomes. A column passed through keeps its id.</summary>
internal sealed record NamedExpression(TypedExpression Value, OutputColumn Column)
{
    /// <summary>Whether the expression is the column itself.</summary>
    public bool IsPassThrough => Value is ColumnReference reference && reference.Column.Id == Column.Id;

    public static NamedExpression PassThrough(OutputColumn column) => new(new ColumnReference(column), column);

    public override string ToString() => IsPassThrough ? Column.ToString() : $"{Value} AS {Column}";
}
