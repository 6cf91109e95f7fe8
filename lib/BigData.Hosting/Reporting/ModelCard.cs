using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Hosting.Reporting;

/// <summary>A row of <c>gold.models</c>.</summary>
internal sealed record ModelCard
{
    private static readonly string[] Settings = ["k", "customers", "holdout_days"];

    public required string Source { get; init; }

    public required string Model { get; init; }

    public required string Version { get; init; }

    public DateTimeOffset? TrainedAt { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Length of the lists that were judged; null where the card does not say.</summary>
    public int? Length { get; init; }

    /// <summary>Customers that were judged; null where the card does not say.</summary>
    public long? Customers { get; init; }

    /// <summary>Days that were held back; null where the card does not say.</summary>
    public int? HoldoutDays { get; init; }

    /// <summary>Why nothing could be measured; null where something was.</summary>
    public string? NotMeasurable { get; init; }

    /// <summary>The numbers of the metrics in their order; null for one that cannot be measured.</summary>
    public required IReadOnlyDictionary<string, double?> Measures { get; init; }

    public static ModelCard Of(Row row)
    {
        JsonObject metrics = Parse(row.GetAs<string?>("metrics"));
        return new ModelCard
        {
            Source = row.GetAs<string>("source"),
            Model = row.GetAs<string>("model"),
            Version = row.GetAs<string>("version"),
            TrainedAt = row.GetAs<DateTimeOffset?>("trained_at"),
            From = row.GetAs<DateOnly?>("window_from"),
            To = row.GetAs<DateOnly?>("window_to"),
            Length = (int?)Number(metrics, "k"),
            Customers = (long?)Number(metrics, "customers"),
            HoldoutDays = (int?)Number(metrics, "holdout_days"),
            NotMeasurable = metrics["not_measurable"] is JsonValue reason && reason.GetValueKind() == JsonValueKind.String ? (string?)reason : null,
            Measures = metrics
                .Where(pair => !Settings.Contains(pair.Key, StringComparer.Ordinal) && (pair.Value is null || pair.Value.GetValueKind() == JsonValueKind.Number))
                .ToDictionary(pair => pair.Key, pair => (double?)pair.Value, StringComparer.Ordinal),
        };
    }

    private static double? Number(JsonObject json, string name) => json[name] is { } value && value.GetValueKind() == JsonValueKind.Number ? (double)value : null;

    // A table that somebody else wrote may hold any text.
    private static JsonObject Parse(string? text)
    {
        try
        {
            return text is null ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
