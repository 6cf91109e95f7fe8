using System.Globalization;
using System.Text;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Finds the columns of files whose schema was not given: names from the header, types string or inferred from all values.</summary>
internal static class CsvSchemaReader
{
    /// <summary>The schema of the files; without columns when no file has a record.</summary>
    public static StructType Read(IReadOnlyList<string> files, CsvOptions options, bool caseSensitive, CancellationToken token)
    {
        string?[]? first = files.Select(file => FirstRecord(file, options)).FirstOrDefault(record => record is not null);
        if (first is null)
        {
            return new StructType();
        }

        string[] names = Names(first, options, caseSensitive);
        CsvTypeGuess[] guesses = [.. names.Select(_ => new CsvTypeGuess(options))];
        if (options.InferSchema)
        {
            foreach (string file in files)
            {
                token.ThrowIfCancellationRequested();
                Look(file, options, guesses);
            }
        }

        return new StructType(names.Select((name, i) => new StructField(name, options.InferSchema ? guesses[i].Type : DataTypes.String)));
    }

    private static string?[]? FirstRecord(string file, CsvOptions options)
    {
        using CsvRecordReader reader = new(CsvInput.Open(file, options.Encoding), options);
        if (!reader.SkipHeader())
        {
            return null;
        }

        return [.. Enumerable.Range(0, reader.Tokenizer.FieldCount).Select(i => Text(reader.Tokenizer, i, options))];
    }

    private static string? Text(CsvTokenizer tokens, int index, CsvOptions options)
    {
        ReadOnlySpan<byte> text = tokens.Field(index, out bool isMissing);
        text = text.IsEmpty ? options.EmptyValue : text;
        return isMissing || text.SequenceEqual(options.NullValue) ? null : Encoding.UTF8.GetString(text);
    }

    // Names that are missing or that stand twice get the number of the column.
    private static string[] Names(string?[] first, CsvOptions options, bool caseSensitive)
    {
        StringComparer comparer = caseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        HashSet<string> repeated = [.. first.OfType<string>().GroupBy(n => n, comparer).Where(g => g.Count() > 1).Select(g => g.Key)];
        HashSet<string> twice = new(repeated, comparer);
        return [.. first.Select((name, i) =>
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            return !options.Header || string.IsNullOrEmpty(name) ? "_c" + number : twice.Contains(name) ? name + number : name;
        })];
    }

    private static void Look(string file, CsvOptions options, CsvTypeGuess[] guesses)
    {
        using CsvRecordReader reader = new(CsvInput.Open(file, options.Encoding), options);
        if (options.Header)
        {
            reader.SkipHeader();
        }

        while (reader.Read())
        {
            CsvTokenizer tokens = reader.Tokenizer;
            for (int i = 0; i < guesses.Length && i < tokens.FieldCount; i++)
            {
                ReadOnlySpan<byte> text = tokens.Field(i, out bool isMissing);
                text = text.IsEmpty ? options.EmptyValue : text;
                if (!isMissing && !text.SequenceEqual(options.NullValue))
                {
                    guesses[i].Look(text);
                }
            }
        }
    }
}
