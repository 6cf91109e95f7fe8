namespace BigData.Delta.Predicates;

/// <summary>The truth values that a condition may have among the rows of a file.</summary>
[Flags]
internal enum Outcomes
{
    None = 0,
    True = 1,
    False = 2,
    Null = 4,
    Any = True | False | Null,
}
