using System.Globalization;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Reads type names as DuckDB's DESCRIBE writes them: <c>STRUCT(a INTEGER, "b c" VARCHAR[])</c>, <c>MAP(VARCHAR, DECIMAL(9,2))</c>.</summary>
internal sealed class DuckDbTypeParser(string text)
{
    private int _at;

    /// <summary>The Spark type, or null when the text holds a type that Spark does not have.</summary>
    internal DataType? Parse()
    {
        DataType? type = Type();
        return _at == text.Length ? type : null;
    }

    private DataType? Type()
    {
        DataType? type = Base();
        while (type is not null && Accept("["))
        {
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            {
                _at++;
            }

            type = Accept("]") ? new ArrayType(type) : null;
        }

        return type;
    }

    private DataType? Base()
    {
        if (Accept("STRUCT("))
        {
            return Struct();
        }

        if (Accept("MAP("))
        {
            DataType? key = Type();
            DataType? value = key is not null && Accept(", ") ? Type() : null;
            return value is not null && Accept(")") ? new MapType(key!, value) : null;
        }

        if (Accept("DECIMAL("))
        {
            int precision = Number();
            int scale = Accept(",") ? Number() : -1;
            return scale >= 0 && Accept(")") ? new DecimalType(precision, scale) : null;
        }

        return Named(Word());
    }

    private static DataType? Named(string word) => word switch
    {
        "BOOLEAN" => DataTypes.Boolean,
        "TINYINT" => DataTypes.Byte,
        "SMALLINT" or "UTINYINT" => DataTypes.Short,
        "INTEGER" or "USMALLINT" => DataTypes.Integer,
        "BIGINT" or "UINTEGER" => DataTypes.Long,
        "UBIGINT" => new DecimalType(20, 0),
        "FLOAT" => DataTypes.Float,
        "DOUBLE" => DataTypes.Double,
        "VARCHAR" or "JSON" or "UUID" => DataTypes.String,
        "BLOB" => DataTypes.Binary,
        "DATE" => DataTypes.Date,
        "TIMESTAMP" or "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S" => DataTypes.TimestampNtz,
        "TIMESTAMP WITH TIME ZONE" => DataTypes.Timestamp,
        _ => null,
    };

    private StructType? Struct()
    {
        List<StructField> fields = [];
        while (true)
        {
            string name = Name();
            DataType? type = Accept(" ") ? Type() : null;
            if (type is null)
            {
                return null;
            }

            fields.Add(new StructField(name, type));
            if (Accept(")"))
            {
                return new StructType(fields);
            }

            if (!Accept(", "))
            {
                return null;
            }
        }
    }

    private string Name()
    {
        if (!Accept("\""))
        {
            int start = _at;
            while (_at < text.Length && text[_at] != ' ')
            {
                _at++;
            }

            return text[start.._at];
        }

        var name = new System.Text.StringBuilder();
        while (_at < text.Length)
        {
            if (text[_at] != '"')
            {
                name.Append(text[_at++]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                name.Append('"');
                _at += 2;
            }
            else
            {
                _at++;
                break;
            }
        }

        return name.ToString();
    }

    private string Word()
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or ' '))
        {
            _at++;
        }

        return text[start.._at];
    }

    private int Number()
    {
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
    }

    private bool Accept(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
        {
            return false;
        }

        _at += token.Length;
        return true;
    }
}
