using BigData.Spark.Embedded.Tests.Rendering;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Spark.Embedded.Tests.Functions;

/// <summary>
/// Expressions with what Spark 4.2 gave for them: type, generated name and value as text, or the error class. The columns of the file are separated
/// by tabs; the value is that of <c>CAST(expression AS STRING)</c>, <c>\N</c> for null.
/// </summary>
public sealed class RecordedExpressionTests
{
    private static string DataFile => Path.Combine(RepositoryFiles.Root, "tests", "BigData.Spark.Embedded.Tests", "Functions", "recorded-expressions.tsv");

    [Fact]
    public async Task Every_expression_gives_what_Spark_gave()
    {
        using QueryProbe probe = new();
        List<string> wrong = [];
        int seen = 0;
        foreach (string line in await File.ReadAllLinesAsync(DataFile, TestContext.Current.CancellationToken))
        {
            string[] parts = line.Split('\t');
            string expected = string.Join('\t', parts[1..]);
            string actual = await AnswerAsync(probe, parts[0]);
            seen++;
            if (actual != expected)
            {
                wrong.Add($"{parts[0]}\n    Spark: {expected.Replace('\t', '~')}\n    ours:  {actual.Replace('\t', '~')}");
            }
        }

        Assert.True(seen > 500, $"Only {seen} expressions were found.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {seen} differ:\n{string.Join('\n', wrong)}");
    }

    private static async Task<string> AnswerAsync(QueryProbe probe, string expression)
    {
        try
        {
            (string type, string name, string? text) = await probe.ValueAsync(expression);
            return $"{type}\t{Escaped(name).Replace("\\\\", "\\", StringComparison.Ordinal)}\t{(text == "\\N" ? text : Escaped(text!))}";
        }
        catch (SparkException e)
        {
            return "!" + (e.ErrorClass ?? e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"?? {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
