namespace BigData.Pipelines;

/// <summary>The expectations that a table job can ask for.</summary>
public static class Expect
{
    /// <summary>No two rows have the same values in these columns; null equals null.</summary>
    /// <param name="columns">At least one column.</param>
    /// <returns>An expectation that counts the rows beyond the first of each value.</returns>
    public static Expectation Unique(params IReadOnlyList<string> columns) => new UniqueExpectation(Checked(columns));

    /// <summary>None of the columns is null.</summary>
    /// <param name="columns">At least one column.</param>
    /// <returns>An expectation that counts the rows with a null.</returns>
    public static Expectation NotNull(params IReadOnlyList<string> columns) => new NotNullExpectation(Checked(columns));

    /// <summary>The column lies between two values, both included; a null does not break the rule.</summary>
    /// <param name="column">The column.</param>
    /// <param name="low">The lowest value allowed: a number, text, date or timestamp.</param>
    /// <param name="high">The highest value allowed, of the same kind.</param>
    /// <returns>An expectation that counts the rows outside.</returns>
    public static Expectation Between(string column, object low, object high)
    {
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        return new BetweenExpectation(Checked([column])[0], low, high);
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0 || columns.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("An expectation needs at least one column name.", nameof(columns));
        }

        return columns;
    }
}
