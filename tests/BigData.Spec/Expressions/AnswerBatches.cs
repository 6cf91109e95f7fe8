using System.Collections.Concurrent;
using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>The type and the value of an expression.</summary>
internal sealed record Answer(string Type, string Value);

/// <summary>
/// Answers of the expressions of a suite, several in one query, because a query costs far more than what it computes. Where one of several fails, each is asked
/// alone.
/// </summary>
internal sealed class AnswerBatches
{
    private const int Size = 25;
    private readonly ConcurrentDictionary<(Type Suite, int Batch), Lazy<IReadOnlyDictionary<string, Answer>?>> _batches = new();

    /// <summary>The answer of an expression.</summary>
    /// <param name="spark">The session that is asked.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="expressions">All expressions of the suite that the engine answers, in their order.</param>
    /// <param name="expression">One of them, or another.</param>
    public Answer Find(SparkSession spark, Type suite, IReadOnlyList<string> expressions, string expression)
    {
        int index = -1;
        for (int i = 0; index < 0 && i < expressions.Count; i++)
        {
            index = expressions[i] == expression ? i : -1;
        }

        if (index < 0)
        {
            return Ask(spark, [expression])[expression];
        }

        string[] batch = [.. expressions.Skip(index / Size * Size).Take(Size).Distinct(StringComparer.Ordinal)];
        IReadOnlyDictionary<string, Answer>? answers = _batches.GetOrAdd((suite, index / Size), _ => new(() => TryAsk(spark, batch))).Value;
        return answers?[expression] ?? Ask(spark, [expression])[expression];
    }

    private static Dictionary<string, Answer>? TryAsk(SparkSession spark, string[] expressions)
    {
        try
        {
            return Ask(spark, expressions);
        }
        catch (SparkException)
        {
            return null;
        }
    }

    private static Dictionary<string, Answer> Ask(SparkSession spark, string[] expressions)
    {
        DataFrame frame = spark.Range(0, 1, 1, 1).SelectExpr(expressions);
        string[] types = [.. frame.Schema().Fields.Select(f => f.DataType.SimpleString)];
        Row row = Assert.Single(frame.Collect());
        Assert.Equal(expressions.Length, types.Length);
        return expressions.Select((e, i) => (e, new Answer(types[i], SpecText.Value(row.Get(i))))).ToDictionary(a => a.e, a => a.Item2, StringComparer.Ordinal);
    }
}
