using System.Globalization;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Spark's types and column lists: <c>array&lt;struct&lt;a: int>></c>, <c>a INT NOT NULL COMMENT 'x', b STRING</c>.</summary>
internal sealed class TypeParser
{
    private readonly TokenReader _tokens;

    public TypeParser(TokenReader tokens) => _tokens = tokens;

    /// <summary>A list of columns.</summary>
    /// <param name="inStatement">True in CREATE TABLE, where a column may have more clauses.</param>
    public StructType Columns(bool inStatement = false)
    {
        List<StructField> fields = [Column(inStatement)];
        while (_tokens.TrySymbol(","))
        {
            fields.Add(Column(inStatement));
        }

        return new StructType(fields);
    }

    public DataType Type()
    {
        _tokens.EnsureStack();
        int start = _tokens.Current.Start;
        string name = _tokens.Name().ToUpperInvariant();
        DataType? type = name switch
        {
            "ARRAY" => Array(start),
            "MAP" => Map(start),
            "STRUCT" => Struct(start),
            "INTERVAL" => Interval(),
            "TIMESTAMP" => Timestamp(),
            "STRING" => Collated(),
            "DECIMAL" or "DEC" or "NUMERIC" => Decimal(),
            "CHAR" or "CHARACTER" or "VARCHAR" => Sized(start, name),
            "TIME" => Time(),
            _ => null,
        };
        type ??= Simple(name);
        if (type is null || _tokens.IsSymbol("("))
        {
            throw Unsupported(start, name);
        }

        return type;
    }

    private StructField Column(bool inStatement)
    {
        string name = _tokens.Name();
        StructField field = Rest(new StructField(name, Type()));
        if (inStatement && (_tokens.IsWord("DEFAULT") || _tokens.IsWord("GENERATED")))
        {
            throw ParseErrors.Unsupported(
                _tokens.Text,
                _tokens.Current.Start,
                $"clause {_tokens.TextOf(_tokens.Current).ToUpperInvariant()} of column {name}",
                "Default and generated columns are table features that this version does not write.",
                "Leave the clause out and compute the value in the query.");
        }

        return field;
    }

    private StructField Rest(StructField field)
    {
        while (true)
        {
            if (_tokens.TryWord("NOT"))
            {
                _tokens.ExpectWord("NULL");
                field = field with { IsNullable = false };
            }
            else if (_tokens.TryWord("COMMENT"))
            {
                field = field.WithComment(_tokens.String());
            }
            else
            {
                return field;
            }
        }
    }

    private ArrayType Array(int start)
    {
        if (!_tokens.TrySymbol("<"))
        {
            throw Incomplete(start, "ARRAY", ("elementType", "<INT>"));
        }

        DataType element = Type();
        _tokens.ExpectSymbol(">");
        return new ArrayType(element);
    }

    private MapType Map(int start)
    {
        if (!_tokens.TrySymbol("<"))
        {
            throw Incomplete(start, "MAP");
        }

        DataType key = Type();
        _tokens.ExpectSymbol(",");
        DataType value = Type();
        _tokens.ExpectSymbol(">");
        return new MapType(key, value);
    }

    private StructType Struct(int start)
    {
        if (_tokens.TrySymbol("<>"))
        {
            return new StructType();
        }

        if (!_tokens.TrySymbol("<"))
        {
            throw Incomplete(start, "STRUCT");
        }

        List<StructField> fields = [];
        while (!_tokens.IsSymbol(">") || fields.Count > 0)
        {
            string name = _tokens.Name();
            _tokens.TrySymbol(":");
            fields.Add(Rest(new StructField(name, Type())));
            if (!_tokens.TrySymbol(","))
            {
                break;
            }
        }

        _tokens.ExpectSymbol(">");
        return new StructType(fields);
    }

    private DataType Interval()
    {
        string[] fields = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];
        int from = System.Array.FindIndex(fields, f => _tokens.IsWord(f));
        if (from < 0)
        {
            return DataTypes.CalendarInterval;
        }

        _tokens.Next();
        int to = from;
        if (_tokens.TryWord("TO"))
        {
            to = System.Array.FindIndex(fields, f => _tokens.IsWord(f));
            if (to <= from || (from < 2) != (to < 2))
            {
                throw _tokens.Unexpected();
            }

            _tokens.Next();
        }

        return from < 2
            ? new YearMonthIntervalType((YearMonthField)from, (YearMonthField)to)
            : new DayTimeIntervalType((DayTimeField)(from - 2), (DayTimeField)(to - 2));
    }

    private DataType Timestamp()
    {
        if (_tokens.TryWords("WITHOUT", "TIME", "ZONE"))
        {
            return DataTypes.TimestampNtz;
        }

        _tokens.TryWords("WITH", "LOCAL", "TIME", "ZONE");
        return DataTypes.Timestamp;
    }

    private StringType Collated() => _tokens.TryWord("COLLATE") ? new StringType(_tokens.Name().ToUpperInvariant()) : DataTypes.String;

    private DecimalType Decimal()
    {
        if (!_tokens.TrySymbol("("))
        {
            return new DecimalType();
        }

        int precision = _tokens.Integer();
        int scale = _tokens.TrySymbol(",") ? _tokens.Integer() : 0;
        _tokens.ExpectSymbol(")");
        if (precision > DecimalType.MaxPrecision)
        {
            throw SparkErrors.Create(
                "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
                ("precision", precision.ToString(CultureInfo.InvariantCulture)),
                ("maxPrecision", "38"));
        }

        if (precision == 0 || scale > precision)
        {
            throw ParseErrors.Unsupported(
                _tokens.Text,
                _tokens.PreviousEnd,
                $"type DECIMAL({precision},{scale})",
                "The precision must be at least 1 and not less than the scale.",
                "Write DECIMAL(precision, scale) with 38 >= precision >= scale.");
        }

        return new DecimalType(precision, scale);
    }

    private DataType Sized(int start, string name)
    {
        string upper = name == "VARCHAR" ? "VARCHAR" : "CHAR";
        if (!_tokens.TrySymbol("("))
        {
            throw ParseErrors.At(_tokens.Text, start, "DATATYPE_MISSING_SIZE", ("type", $"\"{name}\""));
        }

        int length = _tokens.Integer();
        _tokens.ExpectSymbol(")");
        return upper == "VARCHAR" ? new VarcharType(length) : new CharType(length);
    }

    private TimeType Time()
    {
        int precision = 6;
        if (_tokens.TrySymbol("("))
        {
            precision = _tokens.Integer();
            _tokens.ExpectSymbol(")");
        }

        return new TimeType(precision);
    }

    private static DataType? Simple(string name) => name switch
    {
        "BOOLEAN" => DataTypes.Boolean,
        "TINYINT" or "BYTE" => DataTypes.Byte,
        "SMALLINT" or "SHORT" => DataTypes.Short,
        "INT" or "INTEGER" => DataTypes.Integer,
        "BIGINT" or "LONG" => DataTypes.Long,
        "FLOAT" or "REAL" => DataTypes.Float,
        "DOUBLE" => DataTypes.Double,
        "DATE" => DataTypes.Date,
        "TIMESTAMP_NTZ" => DataTypes.TimestampNtz,
        "TIMESTAMP_LTZ" => DataTypes.Timestamp,
        "BINARY" => DataTypes.Binary,
        "VOID" => DataTypes.Null,
        "VARIANT" => DataTypes.Variant,
        _ => null,
    };

    private Sql.SparkException Unsupported(int start, string name)
    {
        string full = name;
        if (_tokens.TrySymbol("("))
        {
            List<string> arguments = [];
            while (!_tokens.AtEnd && !_tokens.IsSymbol(")"))
            {
                arguments.Add(_tokens.TextOf(_tokens.Next()));
            }

            full += $"({string.Join("", arguments)})";
        }

        return ParseErrors.At(_tokens.Text, start, "UNSUPPORTED_DATATYPE", ("typeName", $"\"{full}\""));
    }

    private Sql.SparkException Incomplete(int start, string kind, params (string Name, string Value)[] parameters)
        => ParseErrors.At(_tokens.Text, start, "INCOMPLETE_TYPE_DEFINITION." + kind, parameters);
}
