namespace BigData.Spark.Sql.Types;

/// <summary>A signed integer of 8 bits.</summary>
public sealed record ByteType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "byte";

    /// <inheritdoc/>
    public override string SimpleString => "tinyint";
}

/// <summary>A signed integer of 16 bits.</summary>
public sealed record ShortType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "short";

    /// <inheritdoc/>
    public override string SimpleString => "smallint";
}

/// <summary>A signed integer of 32 bits.</summary>
public sealed record IntegerType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "integer";

    /// <inheritdoc/>
    public override string SimpleString => "int";
}

/// <summary>A signed integer of 64 bits.</summary>
public sealed record LongType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "long";

    /// <inheritdoc/>
    public override string SimpleString => "bigint";
}

/// <summary>A floating-point number of 32 bits.</summary>
public sealed record FloatType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "float";
}

/// <summary>A floating-point number of 64 bits.</summary>
public sealed record DoubleType : DataType
{
    /// <inheritdoc/>
    public override string TypeName => "double";
}

/// <summary>An exact number with a fixed count of digits.</summary>
public sealed record DecimalType : DataType
{
    /// <summary>The greatest precision.</summary>
    public const int MaxPrecision = 38;

    /// <summary>Makes a decimal type.</summary>
    /// <param name="precision">All digits, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Precision or scale is out of range.</exception>
    public DecimalType(int precision = 10, int scale = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, MaxPrecision);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        Precision = precision;
        Scale = scale;
    }

    /// <summary>The count of all digits.</summary>
    public int Precision { get; }

    /// <summary>The count of digits after the point.</summary>
    public int Scale { get; }

    /// <inheritdoc/>
    public override string TypeName => $"decimal({Precision},{Scale})";
}
