using System.Buffers;
using System.Text;
using Apache.Arrow;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>Records that DuckDB writes whole: an object of JSON, or the text of the only column.</summary>
internal abstract class LineFormat(OptionMap options) : IRecordFormat
{
    public abstract string Name { get; }

    public abstract string Extension { get; }

    public byte[] LineEnd { get; } = ReaderOptions.LineSeparator(options) ?? "\n"u8.ToArray();

    public Encoding? Encoding { get; } = ReaderOptions.Encoding(options);

    public abstract ValueArray<Expression> Texts(StructType data);

    public bool WriteHeader(StructType data, ArrayBufferWriter<byte> output) => false;

    public void Write(IReadOnlyList<StringArray> texts, int row, ArrayBufferWriter<byte> output)
    {
        if (!texts[0].IsNull(row))
        {
            output.Write(texts[0].GetBytes(row));
        }
    }
}

/// <summary>An object a line; null fields are left out unless asked for.</summary>
internal sealed class JsonLines(OptionMap options) : LineFormat(options)
{
    private static readonly string[] Passed = ["dateFormat", "timestampFormat", "timestampNTZFormat", "ignoreNullFields"];
    private readonly OptionMap _options = options;

    public override string Name => "JSON";

    public override string Extension => ".json";

    public override ValueArray<Expression> Texts(StructType data)
    {
        ReaderOptions.Refuse(_options, Name, ["locale", "timeZone", "pretty"]);
        Expression row = new FunctionCall(["named_struct"], data.FieldNames.SelectMany(name => new[] { Build.Text(name), Build.Column(name) }).ToValueArray());
        ValueArray<Expression> settings = Passed.Where(name => _options[name] is not null)
            .SelectMany(name => new[] { Build.Text(name), Build.Text(_options[name]!) }).ToValueArray();
        return [settings.IsEmpty ? Build.Call("to_json", row) : Build.Call("to_json", row, new FunctionCall(["map"], settings))];
    }
}

/// <summary>The only column, a string; null is an empty line.</summary>
internal sealed class TextLines(OptionMap options) : LineFormat(options)
{
    public override string Name => "Text";

    public override string Extension => ".txt";

    public override ValueArray<Expression> Texts(StructType data)
    {
        if (data.Count != 1)
        {
            throw new Sql.AnalysisException($"Text data source supports only a single column, and you have {data.Count} columns.");
        }

        return data[0].DataType is StringType ? [Build.Column(data[0].Name)] : throw SparkErrors.Create(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
            ("format", Name),
            ("columnName", SqlNames.Quote(data[0].Name)),
            ("columnType", $"\"{data[0].DataType.Sql}\""));
    }
}
