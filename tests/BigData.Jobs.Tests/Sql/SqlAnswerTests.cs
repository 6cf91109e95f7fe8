using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Testing;

namespace BigData.Jobs.Tests.Sql;

/// <summary><c>bigdata sql --file</c> over a lakehouse of the main job: both engines answer every query alike.</summary>
public sealed class SqlAnswerTests(SqlLakehouse lakehouse) : IClassFixture<SqlLakehouse>
{
    private const int LeastQueries = 60;
    private const double Tolerance = 1e-9;

    [Fact]
    public async Task The_embedded_engine_answers_every_query()
    {
        IReadOnlyList<JsonNode> answers = await lakehouse.AnswersAsync();

        Assert.InRange(answers.Count, LeastQueries, int.MaxValue);
        Assert.All(answers, answer => Assert.NotEmpty(answer["columns"]!.AsArray()));
        Assert.All(answers, answer => Assert.NotEmpty(answer["rows"]!.AsArray()));
        Assert.Equal("lines:bigint", Columns(answers[0])[1]);
    }

    [Fact]
    public async Task Spark_gives_the_same_names_types_and_rows()
    {
        string remote = SparkRemote.UrlOrSkip();
        IReadOnlyList<JsonNode> embedded = await lakehouse.AnswersAsync();
        IReadOnlyList<JsonNode> spark = await lakehouse.AnswersAsync("--engine", "spark", "--remote", remote);

        Assert.Equal(spark.Count, embedded.Count);
        List<string> differences = [];
        for (int i = 0; i < spark.Count; i++)
        {
            if (Difference(spark[i], embedded[i]) is { } difference)
            {
                differences.Add($"query {i + 1}: {difference}\n{lakehouse.Queries[i]}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static string[] Columns(JsonNode answer) => [.. answer["columns"]!.AsArray().Select(column => $"{column!["name"]}:{column["type"]}")];

    private static string? Difference(JsonNode spark, JsonNode embedded)
    {
        string[] columns = Columns(spark);
        if (!columns.SequenceEqual(Columns(embedded), StringComparer.Ordinal))
        {
            return $"Spark has the columns {string.Join(", ", columns)}, the embedded engine {string.Join(", ", Columns(embedded))}";
        }

        JsonArray expected = spark["rows"]!.AsArray();
        JsonArray actual = embedded["rows"]!.AsArray();
        if (expected.Count != actual.Count)
        {
            return $"Spark has {expected.Count} rows, the embedded engine {actual.Count}";
        }

        for (int row = 0; row < expected.Count; row++)
        {
            if (!IsSame(expected[row], actual[row]))
            {
                return $"row {row + 1}: Spark has {expected[row]!.ToJsonString()}, the embedded engine {actual[row]!.ToJsonString()}";
            }
        }

        return null;
    }

    // Numbers that are written alike are equal; doubles may differ in their last digits.
    private static bool IsSame(JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject a, JsonObject b):
                return a.Count == b.Count && a.Zip(b).All(pair => pair.First.Key == pair.Second.Key && IsSame(pair.First.Value, pair.Second.Value));
            case (JsonArray a, JsonArray b):
                return a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second));
            case (null, null):
                return true;
            case (null, _) or (_, null):
                return false;
            default:
                string left = expected.ToJsonString();
                string right = actual.ToJsonString();
                return left == right || (IsDouble(left, out double x) && IsDouble(right, out double y) && Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y)));
        }
    }

    private static bool IsDouble(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
