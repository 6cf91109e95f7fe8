namespace BigData.Spark.Sql.Types;

/// <summary>The type of a bare <c>NULL</c>.</summary>
public sealed record NullType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "void";
}

/// <summary>True or false.</summary>
public sealed record BooleanType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "boolean";
}

/// <summary>Bytes of any length.</summary>
public sealed record BinaryType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "binary";
}

/// <summary>A calendar date without a time zone.</summary>
public sealed record DateType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "date";
}

/// <summary>An instant in microseconds, shown in the session's time zone (TIMESTAMP_LTZ).</summary>
public sealed record TimestampType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "timestamp";
}

/// <summary>A date and time of day in microseconds without a time zone (TIMESTAMP_NTZ).</summary>
public sealed record TimestampNtzType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "timestamp_ntz";
}

/// <summary>A time of day without a time zone.</summary>
/// <param name="Precision">Digits of the fraction of a second, 0 to 6.</param>
public sealed record TimeType(int Precision = 6) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => $"time({Precision})";
}

/// <summary>A value whose type is known only row by row, such as parsed JSON.</summary>
public sealed record VariantType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "variant";
}

/// <summary>A shape on a plane in a spatial reference system.</summary>
/// <param name="Srid">The number of the spatial reference system; -1 if it differs from row to row.</param>
public sealed record GeometryType(int Srid) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => Srid < 0 ? "geometry(any)" : $"geometry({Srid})";
}

/// <summary>A shape on the earth in a spatial reference system.</summary>
/// <param name="Srid">The number of the spatial reference system; -1 if it differs from row to row.</param>
public sealed record GeographyType(int Srid) : DataType
{
    /// <inheritdoc/>
    public override string TypeName => Srid < 0 ? "geography(any)" : $"geography({Srid})";
}
