using System.Buffers;
using System.Text;
using Apache.Arrow;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Csv;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>Records of CSV with Spark's defaults: quotes only where they are needed, escaped by a backslash, blanks around values left out.</summary>
internal sealed class CsvLines : IRecordFormat
{
    private const string DefaultTimestamp = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
    private const string DefaultLocalTime = "yyyy-MM-dd'T'HH:mm:ss.SSS";
    private readonly OptionMap _options;
    private readonly CsvDialect _dialect;
    private readonly byte[] _null;
    private readonly byte[] _empty;
    private readonly SearchValues<byte> _quoted;
    private readonly bool _header;
    private readonly bool _quoteAll;
    private readonly bool _trimLeft;
    private readonly bool _trimRight;

    public CsvLines(OptionMap options)
    {
        ReaderOptions.Refuse(options, "CSV", ["locale", "timeZone"]);
        _options = options;
        _dialect = CsvOptions.ReadDialect(options);
        _null = System.Text.Encoding.UTF8.GetBytes(options["nullValue"] ?? string.Empty);
        _empty = System.Text.Encoding.UTF8.GetBytes(options["emptyValue"] ?? "\"\"");
        _header = ReaderOptions.Flag(options, "header", false);
        _quoteAll = ReaderOptions.Flag(options, "quoteAll", false);
        _trimLeft = ReaderOptions.Flag(options, "ignoreLeadingWhiteSpace", true);
        _trimRight = ReaderOptions.Flag(options, "ignoreTrailingWhiteSpace", true);
        bool quotesQuotes = ReaderOptions.Flag(options, "escapeQuotes", true);
        _quoted = SearchValues.Create([_dialect.Delimiter, (byte)'\n', (byte)'\r', .. quotesQuotes ? [_dialect.Quote] : System.Array.Empty<byte>()]);
        LineEnd = ReaderOptions.LineSeparator(options) ?? "\n"u8.ToArray();
        Encoding = ReaderOptions.Encoding(options);
    }

    public string Name => "CSV";

    public string Extension => ".csv";

    public byte[] LineEnd { get; }

    public Encoding? Encoding { get; }

    public ValueArray<Expression> Texts(StructType data) => data.Fields.Select(Text).ToValueArray();

    public bool WriteHeader(StructType data, ArrayBufferWriter<byte> output)
    {
        for (int i = 0; _header && i < data.Count; i++)
        {
            Write(System.Text.Encoding.UTF8.GetBytes(data[i].Name), i, output);
        }

        return _header;
    }

    public void Write(IReadOnlyList<StringArray> texts, int row, ArrayBufferWriter<byte> output)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            if (texts[i].IsNull(row))
            {
                Separate(i, output);
                Cell(_null, output);
            }
            else
            {
                Write(texts[i].GetBytes(row), i, output);
            }
        }
    }

    private Expression Text(StructField field)
    {
        Expression column = Build.Column(field.Name);
        return field.DataType switch
        {
            StringType => column,
            DateType when _options["dateFormat"] is { } pattern => Build.Call("date_format", column, Build.Text(pattern)),
            TimestampType => Build.Call("date_format", column, Build.Text(_options["timestampFormat"] ?? DefaultTimestamp)),
            TimestampNtzType => Build.Call("date_format", column, Build.Text(_options["timestampNTZFormat"] ?? DefaultLocalTime)),
            ArrayType or MapType or StructType or BinaryType or NullType or BigData.Spark.Sql.Types.VariantType => throw SparkErrors.Create(
                "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
                ("format", Name),
                ("columnName", SqlNames.Quote(field.Name)),
                ("columnType", $"\"{field.DataType.Sql}\"")),
            _ => Build.Cast(column, DataTypes.String),
        };
    }

    private void Separate(int column, ArrayBufferWriter<byte> output)
    {
        if (column > 0)
        {
            output.Write([_dialect.Delimiter]);
        }
    }

    private void Write(ReadOnlySpan<byte> text, int column, ArrayBufferWriter<byte> output)
    {
        Separate(column, output);
        text = Trim(text);
        if (text.IsEmpty && _options["emptyValue"] is null)
        {
            output.Write(_empty);
        }
        else if (text.IsEmpty)
        {
            Cell(_empty, output);
        }
        else
        {
            Cell(text, output);
        }
    }

    private void Cell(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        bool isQuoted = _dialect.Quote != 0 && (_quoteAll || text.ContainsAny(_quoted));
        if (!isQuoted)
        {
            output.Write(text);
            return;
        }

        output.Write([_dialect.Quote]);
        foreach (byte c in text)
        {
            if (c == _dialect.Quote && _dialect.Escape != 0)
            {
                output.Write([_dialect.Escape]);
            }
            else if (c == _dialect.Escape && _dialect.EscapeOfEscape != 0)
            {
                output.Write([_dialect.EscapeOfEscape]);
            }

            output.Write([c]);
        }

        output.Write([_dialect.Quote]);
    }

    private ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int first = _trimLeft ? text.IndexOfAnyExceptInRange((byte)0, (byte)' ') : 0;
        text = first < 0 ? default : text[first..];
        return _trimRight ? text[..(text.LastIndexOfAnyExceptInRange((byte)0, (byte)' ') + 1)] : text;
    }
}
