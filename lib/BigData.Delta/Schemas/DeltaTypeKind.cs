namespace BigData.Delta.Schemas;

/// <summary>The types without parts that Delta's schema JSON names.</summary>
public enum DeltaTypeKind
{
    /// <summary>A type this library does not know; its JSON is kept.</summary>
    Unknown,

    /// <summary><c>boolean</c>.</summary>
    Boolean,

    /// <summary><c>byte</c>.</summary>
    Byte,

    /// <summary><c>short</c>.</summary>
    Short,

    /// <summary><c>integer</c>.</summary>
    Integer,

    /// <summary><c>long</c>.</summary>
    Long,

    /// <summary><c>float</c>.</summary>
    Float,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>decimal(p,s)</c>.</summary>
    Decimal,

    /// <summary><c>string</c>.</summary>
    String,

    /// <summary><c>binary</c>.</summary>
    Binary,

    /// <summary><c>date</c>.</summary>
    Date,

    /// <summary><c>timestamp</c>, a moment in UTC.</summary>
    Timestamp,

    /// <summary><c>timestamp_ntz</c>, a local time without zone.</summary>
    TimestampNtz,

    /// <summary><c>void</c>, only nulls; never in files.</summary>
    Void,

    /// <summary><c>variant</c>.</summary>
    Variant,
}
