using System.Runtime.InteropServices;

namespace BigData.Spark.Embedded.Parsing;

internal enum TokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in back-ticks.</summary>
    QuotedName,

    String,

    /// <summary>Digits only.</summary>
    Integer,

    /// <summary>Digits with the suffix Y, S or L.</summary>
    SizedInteger,

    /// <summary>Digits with a point, or with the suffix BD.</summary>
    Decimal,

    /// <summary>A number with an exponent and no suffix, or with the suffix D.</summary>
    Double,

    /// <summary>A number with the suffix F.</summary>
    Float,

    Symbol,

    /// <summary>A character that no token begins with.</summary>
    Unknown,

    End,
}

/// <summary>A token of SQL text, from start to before end.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public int Length => End - Start;
}
