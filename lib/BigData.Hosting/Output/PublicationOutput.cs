using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Activation;
using BigData.Pipelines.Ledger;
using BigData.Pipelines.Publishing;
using Spectre.Console;

namespace BigData.Hosting.Output;

/// <summary>What was or would be published, for people and for machines.</summary>
internal static class PublicationOutput
{
    private const int ShownRejects = 5;

    public static JsonObject Json(PublicationRecord record) => new()
    {
        ["destination"] = record.Destination,
        ["table"] = record.Table,
        ["version"] = record.Version,
        ["status"] = Names.Of(record.Status),
        ["added"] = record.Added,
        ["changed"] = record.Changed,
        ["removed"] = record.Removed,
        ["rejected"] = record.Rejected,
        ["started_at"] = Values.Json(record.StartedAt),
        ["ended_at"] = Values.Json(record.EndedAt),
        ["message"] = record.Message,
    };

    public static JsonObject Preview(IReadOnlyList<PublicationRecord> records, IReadOnlyList<(string Table, ChangeSample Sample)> samples) => new()
    {
        ["dry_run"] = true,
        ["publications"] = new JsonArray([.. records.Select(record =>
        {
            JsonObject json = Json(record);
            json["samples"] = new JsonArray([.. samples.Where(sample => sample.Table == record.Table).Select(sample => Json(sample.Sample))]);
            return json;
        })]),
    };

    public static void Write(HostEnvironment host, IReadOnlyList<PublicationRecord> records, IReadOnlyList<(string Table, ChangeSample Sample)> samples)
    {
        Table(host, records);
        foreach ((string table, ChangeSample sample) in samples)
        {
            host.Output.WriteLine($"{table}: {Word(sample.Kind)} {string.Join(", ", sample.Values.Select(pair => $"{pair.Key}={pair.Value ?? "null"}"))}");
        }
    }

    public static void Table(HostEnvironment host, IReadOnlyList<PublicationRecord> records)
    {
        Table table = TextTable.Create("destination", "table", "status", ">added", ">changed", ">removed", ">rejected");
        foreach (PublicationRecord record in records)
        {
            TextTable.Add(
                table,
                record.Destination,
                record.Table,
                Names.Of(record.Status),
                Values.Number(record.Added),
                Values.Number(record.Changed),
                Values.Number(record.Removed),
                Values.Number(record.Rejected));
        }

        TextTable.Console(host).Write(table);
        foreach (PublicationRecord record in records)
        {
            if (record.Message is not null)
            {
                host.Output.WriteLine($"{record.Destination}: {record.Table}: {record.Message}");
            }

            foreach (IGrouping<string, PublicationReject> same in record.Rejects.GroupBy(reject => reject.Reason, StringComparer.Ordinal).Take(ShownRejects))
            {
                host.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record.Destination}: {record.Table}: rejected {same.Count()} rows: {same.Key}"));
            }
        }
    }

    private static JsonObject Json(ChangeSample sample) => new()
    {
        ["change"] = Word(sample.Kind),
        ["values"] = new JsonObject(sample.Values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
    };

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Add => "add",
        ChangeKind.Change => "change",
        ChangeKind.Remove => "remove",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of change"),
    };
}
