using System.Diagnostics.CodeAnalysis;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Arrow;

/// <summary>
/// A value or a type that .NET cannot hold, on its way up to where row and column are known; there it becomes a
/// <see cref="SparkException"/>.
/// </summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Always made by one of the methods below.")]
internal sealed class ArrowValueException : Exception
{
    private readonly string _errorClass;
    private readonly Dictionary<string, string> _parameters;

    private ArrowValueException(string errorClass, params (string Name, string Value)[] parameters)
        : base(errorClass)
    {
        _errorClass = errorClass;
        _parameters = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>A value outside what the target can hold.</summary>
    public static ArrowValueException OutOfRange(string value, string sqlType, string target, string remedy) =>
        new("VALUE_OUT_OF_RANGE", ("value", value), ("sqlType", sqlType), ("targetType", target), ("remedy", remedy));

    /// <summary>An array that a type cannot arrive as, or that contradicts itself.</summary>
    public static ArrowValueException Invalid(string problem) => new("ARROW_DATA_INVALID", ("problem", problem));

    /// <summary>A type whose values are not exchanged.</summary>
    public static ArrowValueException Unsupported(string sqlType) =>
        new("UNSUPPORTED_ARROWTYPE", ("typeName", $"of {sqlType}; cast the column to string in the query to see it"));

    public static ArrowValueException NullFor(Type target) => new("RECORD_MAPPING.NULL_VALUE", ("memberType", ValueConverter.Name(target)));

    public static ArrowValueException TypeMismatch(string sqlType, string target, string expected) =>
        new("RECORD_MAPPING.TYPE_MISMATCH", ("sqlType", sqlType), ("memberType", target), ("expected", expected));

    public static ArrowValueException NotConstructible(string reason) => new("RECORD_MAPPING.NOT_CONSTRUCTIBLE", ("reason", reason));

    public static ArrowValueException NoColumn(string member, IEnumerable<string> columns) =>
        new("RECORD_MAPPING.COLUMN_NOT_FOUND", ("member", member), ("columns", string.Join(", ", columns)));

    /// <summary>Adds what is known further up; a value that is known already stays.</summary>
    public ArrowValueException With(string name, string value)
    {
        _parameters.TryAdd(name, value);
        return this;
    }

    /// <summary>The public exception for a value in a row.</summary>
    /// <param name="row">The number of rows before it.</param>
    /// <param name="column">The column, or a name for the whole row.</param>
    public SparkException InCell(long row, string column) =>
        With("row", $"{row + 1}").With("column", $"`{column}`").With("source", $"the engine, row {row + 1}, column `{column}`").ToPublic();

    /// <summary>The public exception for a whole column.</summary>
    public SparkException InColumn(string column) =>
        With("column", $"`{column}`").With("source", $"the engine, column `{column}`").ToPublic();

    public SparkException ToPublic() =>
        SparkErrors.Create(_errorClass, [], this, [.. _parameters.Select(p => (p.Key, p.Value))]);
}
