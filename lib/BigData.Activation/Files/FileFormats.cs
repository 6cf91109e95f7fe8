using System.Text.Encodings.Web;
using System.Text.Json;
using BigData.Spark.Sql;

namespace BigData.Activation.Files;

/// <summary>How rows become a file.</summary>
internal interface IFileFormat
{
    string Extension { get; }

    /// <summary>Writes all rows of a delivery, in the order of the key, to a new file.</summary>
    Task WriteAsync(Delivery delivery, string path, CancellationToken token);
}

/// <summary>RFC 4180 in UTF-8 with a header; a null is nothing, an empty text is two quotes; lists and structs are JSON.</summary>
internal sealed class CsvFiles : IFileFormat
{
    public string Extension => ".csv";

    public async Task WriteAsync(Delivery delivery, string path, CancellationToken token)
    {
        StreamWriter writer = new(path);
        await using (writer.ConfigureAwait(false))
        {
            writer.NewLine = "\r\n";
            CsvText.Write(writer, delivery.Table.Columns.Select(column => column.Name));
            await foreach (Row row in delivery.RowsAsync(token).ConfigureAwait(false))
            {
                CsvText.Write(writer, row.Values.Select(ValueText.Of));
            }
        }
    }
}

/// <summary>Lines of CSV.</summary>
internal static class CsvText
{
    public static void Write(TextWriter writer, IEnumerable<string?> cells)
    {
        bool isFirst = true;
        foreach (string? cell in cells)
        {
            if (!isFirst)
            {
                writer.Write(',');
            }

            isFirst = false;
            Write(writer, cell);
        }

        writer.WriteLine();
    }

    private static void Write(TextWriter writer, string? cell)
    {
        if (cell is { Length: > 0 } && !cell.AsSpan().ContainsAny(",\"\r\n") && cell[0] != ' ' && cell[^1] != ' ')
        {
            writer.Write(cell);
        }
        else if (cell is not null)
        {
            writer.Write('"');
            writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
    }
}

/// <summary>One JSON object a line, with every column of the table.</summary>
internal sealed class JsonFiles : IFileFormat
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Extension => ".json";

    public async Task WriteAsync(Delivery delivery, string path, CancellationToken token)
    {
        FileStream stream = File.Create(path);
        await using (stream.ConfigureAwait(false))
        {
            Utf8JsonWriter json = new(stream, Relaxed);
            await using (json.ConfigureAwait(false))
            {
                await foreach (Row row in delivery.RowsAsync(token).ConfigureAwait(false))
                {
                    json.Reset();
                    Write(json, delivery.Table, row);
                    await json.FlushAsync(token).ConfigureAwait(false);
                    stream.WriteByte((byte)'\n');
                }
            }
        }
    }

    private static void Write(Utf8JsonWriter json, PublishedTable table, Row row)
    {
        json.WriteStartObject();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            json.WritePropertyName(table.Columns[i].Name);
            if (ValueText.Json(row.Get(i)) is { } value)
            {
                value.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
    }
}

/// <summary>One Parquet file, written by the engine.</summary>
internal sealed class ParquetFiles : IFileFormat
{
    public string Extension => ".parquet";

    public async Task WriteAsync(Delivery delivery, string path, CancellationToken token)
    {
        string folder = path + ".parts.next";
        await delivery.OrderedRows.Coalesce(1).Write().Format("parquet").Mode(SaveMode.Overwrite).SaveAsync(folder, token).ConfigureAwait(false);
        string[] parts = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.parquet") : [];
        if (parts.Length != 1)
        {
            throw new DestinationException(
                $"The engine wrote {parts.Length} Parquet files into {folder}, expected one. The folder must lie where this process and the engine see it under the same path.");
        }

        File.Move(parts[0], path);
        Directory.Delete(folder, recursive: true);
    }
}
