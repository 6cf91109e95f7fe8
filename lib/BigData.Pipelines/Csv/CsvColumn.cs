using BigData.Spark.Sql;

namespace BigData.Pipelines.Csv;

/// <summary>One column of a CSV file and what becomes of it in silver.</summary>
/// <param name="Header">The name in the file's header; bronze keeps it, so it may have no blank and none of <c>,;{}()=</c>.</param>
/// <param name="Name">The name in silver.</param>
/// <param name="Type">The type in silver, as Spark's DDL writes it: a scalar such as <c>string</c>, <c>int</c>, <c>decimal(18,2)</c>, <c>date</c>, <c>timestamp</c>.</param>
/// <param name="Comment">What the value means, with unit and the meaning of null.</param>
/// <param name="Pii">How much the column says about a person.</param>
public sealed record CsvColumn(string Header, string Name, string Type, string Comment, PiiClass Pii = PiiClass.None)
{
    /// <summary>The pattern of dates and times in the file; <c>yyyy-MM-dd</c> for dates and <c>yyyy-MM-dd HH:mm:ss</c> for timestamps unless given.</summary>
    public string? Format { get; init; }

    /// <summary>Whether a record without the value goes to the quarantine; keys are required in any case.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What is done to the trimmed text before it is typed, for example <c>Functions.Lower</c>; null leaves it as it is.</summary>
    public Func<Column, Column>? Normalize { get; init; }

    /// <summary>
    /// The values that a column of type string may have, after <see cref="Normalize"/>; a record with another one goes to the quarantine, rule
    /// <c>unknown_NAME</c>. Empty allows any.
    /// </summary>
    public IReadOnlyList<string> Accepts { get; init; } = [];
}
