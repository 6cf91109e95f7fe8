namespace BigData.Spark.Sql.Types;

/// <summary>A list of values of one type.</summary>
/// <param name="ElementType">The type of the elements.</param>
/// <param name="ContainsNull">Whether an element may be null.</param>
public sealed record ArrayType(DataType ElementType, bool ContainsNull = true) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "array";

    /// <inheritdoc/>
    public override string SimpleString => $"array<{ElementType.SimpleString}>";

    /// <inheritdoc/>
    public override string CatalogString => $"array<{ElementType.CatalogString}>";

    /// <inheritdoc/>
    public override string Sql => $"ARRAY<{ElementType.Sql}>";
}

/// <summary>Pairs of keys and values; keys are never null.</summary>
/// <param name="KeyType">The type of the keys.</param>
/// <param name="ValueType">The type of the values.</param>
/// <param name="ValueContainsNull">Whether a value may be null.</param>
public sealed record MapType(DataType KeyType, DataType ValueType, bool ValueContainsNull = true) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "map";

    /// <inheritdoc/>
    public override string SimpleString => $"map<{KeyType.SimpleString},{ValueType.SimpleString}>";

    /// <inheritdoc/>
    public override string CatalogString => $"map<{KeyType.CatalogString},{ValueType.CatalogString}>";

    /// <inheritdoc/>
    public override string Sql => $"MAP<{KeyType.Sql}, {ValueType.Sql}>";
}

/// <summary>A type defined by a class of the server, such as the vectors of MLlib; stored as <paramref name="SqlType"/>.</summary>
/// <param name="JvmClass">The class of the Java virtual machine, or null.</param>
/// <param name="PythonClass">The Python class, or null.</param>
/// <param name="SerializedPythonClass">The Python class in serialised form, or null.</param>
/// <param name="SqlType">The type that the values are stored in.</param>
public sealed record UserDefinedType(string? JvmClass, string? PythonClass, string? SerializedPythonClass, DataType SqlType) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "udt";

    /// <inheritdoc/>
    public override string CatalogString => SqlType.CatalogString;

    /// <inheritdoc/>
    public override string Sql => SqlType.Sql;
}
