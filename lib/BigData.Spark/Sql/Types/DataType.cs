namespace BigData.Spark.Sql.Types;

/// <summary>A data type of Spark. Types are immutable and equal by value.</summary>
public abstract record DataType
{
    private protected DataType()
    {
    }

    /// <summary>The type's name in schemas as JSON and in <c>PrintSchema</c>, such as <c>long</c> or <c>decimal(10,2)</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>The short form that <c>Dtypes</c> shows, such as <c>bigint</c>; wide structs are cut after 25 fields.</summary>
    public virtual string SimpleString => TypeName;

    /// <summary>The short form without any cut, as catalogs store it.</summary>
    public virtual string CatalogString => SimpleString;

    /// <summary>The type as SQL text, such as <c>BIGINT</c> or <c>STRUCT&lt;a: INT&gt;</c>.</summary>
    public virtual string Sql => SimpleString.ToUpperInvariant();

    /// <summary>The type as Spark's JSON: what schemas in Parquet footers and Delta logs hold.</summary>
    public string Json => DataTypeJson.Write(this);

    /// <summary>Reads Spark's JSON of a type.</summary>
    /// <param name="json">JSON as <see cref="Json"/> writes it: an object, or a quoted type name.</param>
    /// <returns>The type.</returns>
    /// <exception cref="SparkException">The text is not the JSON of a type.</exception>
    public static DataType FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DataTypeJson.Read(json);
    }

    /// <summary>The type's <see cref="SimpleString"/>.</summary>
    /// <returns>The short form.</returns>
    public sealed override string ToString() => SimpleString;
}
