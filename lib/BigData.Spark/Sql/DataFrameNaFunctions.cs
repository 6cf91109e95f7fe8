using BigData.Spark.Plans;
using BigData.Spark.Proto;

namespace BigData.Spark.Sql;

/// <summary>Functions over missing values: NULL and NaN.</summary>
public sealed class DataFrameNaFunctions
{
    private readonly DataFrame _frame;

    internal DataFrameNaFunctions(DataFrame frame) => _frame = frame;

    /// <summary>Leaves out rows with missing values.</summary>
    /// <param name="how"><c>any</c>: one missing value is enough; <c>all</c>: all must be missing.</param>
    /// <param name="columns">The columns that count; all by default.</param>
    /// <returns>A new frame.</returns>
    /// <exception cref="ArgumentException"><paramref name="how"/> is neither.</exception>
    public DataFrame Drop(string how = "any", params string[] columns) => how?.ToLowerInvariant() switch
    {
        "any" => Drop(minNonNulls: null, columns),
        "all" => Drop(minNonNulls: 1, columns),
        _ => throw new ArgumentException($"how is '{how}'; expected 'any' or 'all'.", nameof(how)),
    };

    /// <summary>Leaves out rows with fewer values than a count.</summary>
    /// <param name="minNonNulls">The count of values that a row must have.</param>
    /// <param name="columns">The columns that count; all by default.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Drop(int minNonNulls, params string[] columns) => Drop((int?)minNonNulls, columns);

    /// <summary>Puts a value where one is missing, in columns of the value's kind.</summary>
    /// <param name="value">A number, a text or a boolean.</param>
    /// <param name="columns">The columns; all by default.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Fill(object value, params string[] columns) => _frame.Next(new Relation
    {
        FillNa = new() { Input = _frame.Relation, Cols = { columns }, Values = { Literals.Of(Plain(value)) } },
    });

    /// <summary>Puts values where one is missing.</summary>
    /// <param name="values">A number, a text or a boolean by column.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Fill(IReadOnlyDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        NAFill fill = new() { Input = _frame.Relation };
        foreach ((string column, object value) in values)
        {
            fill.Cols.Add(column);
            fill.Values.Add(Literals.Of(Plain(value)));
        }

        return _frame.Next(new Relation { FillNa = fill });
    }

    /// <summary>Puts other values in the place of some.</summary>
    /// <param name="replacement">New values by old values; all numbers, all texts or all booleans.</param>
    /// <param name="columns">The columns; all by default.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Replace(IEnumerable<KeyValuePair<object, object?>> replacement, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        NAReplace replace = new() { Input = _frame.Relation, Cols = { columns } };
        replace.Replacements.Add(replacement.Select(r => new NAReplace.Types.Replacement
        {
            OldValue = Literals.Of(Wide(r.Key)),
            NewValue = Literals.Of(Wide(r.Value)),
        }));
        return _frame.Next(new Relation { Replace = replace });
    }

    // Spark takes whole numbers to fill as bigint and others as double.
    private static object? Plain(object? value) => value switch
    {
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float or decimal => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    // Spark takes numbers here as double only.
    private static object? Wide(object? value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long or float or decimal =>
            Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    private DataFrame Drop(int? minNonNulls, string[] columns)
    {
        NADrop drop = new() { Input = _frame.Relation, Cols = { columns } };
        if (minNonNulls is { } n)
        {
            drop.MinNonNulls = n;
        }

        return _frame.Next(new Relation { DropNa = drop });
    }
}
