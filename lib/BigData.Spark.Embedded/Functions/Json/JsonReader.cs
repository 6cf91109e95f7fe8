using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions.Json;

internal enum JsonFit
{
    /// <summary>The value is one of the type.</summary>
    Whole,

    /// <summary>Some fields inside of it are null because they do not fit.</summary>
    Partial,

    /// <summary>It is no value of the type.</summary>
    Misfit,
}

/// <summary>Turns JSON into the values of a type, in the form that <see cref="NestedValues"/> writes.</summary>
/// <param name="node">What stands in the text.</param>
/// <param name="value">The value; null for a JSON null or a misfit.</param>
internal delegate JsonFit JsonReader(JsonNode node, out object? value);

/// <summary>Makes readers of types, by the rules of Spark's JSON parser.</summary>
internal static class JsonReaders
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>The reader of a type.</summary>
    public static JsonReader For(DataType type, JsonReadOptions options)
    {
        JsonReader read = type switch
        {
            BooleanType => Truth,

            // Bytes are read as Jackson reads them: up to 255, of which those above 127 turn negative.
            ByteType => Whole(sbyte.MinValue, byte.MaxValue, static v => unchecked((sbyte)v)),
            ShortType => Whole(short.MinValue, short.MaxValue, static v => (short)v),
            IntegerType => Whole(int.MinValue, int.MaxValue, static v => (int)v),
            LongType => Whole(long.MinValue, long.MaxValue, static v => (long)v),
            FloatType => Real(static v => (float)v),
            DoubleType => Real(static v => v),
            DecimalType number => Decimal(number),
            StringType or CharType or VarcharType => Text,
            BinaryType => Binary,
            DateType => Date(options),
            TimestampType => Timestamp(options),
            TimestampNtzType => Local(options),
            ArrayType array => Items(For(array.ElementType, options)),
            MapType { KeyType: StringType } map => Entries(For(map.ValueType, options)),
            StructType fields => Fields(fields, options),
            NullType => Nothing,
            _ => throw SparkErrors.Internal($"JSON cannot be read as {type.SimpleString}."),
        };
        return (JsonNode node, out object? value) =>
        {
            value = null;
            return node.Kind == JsonKind.Null ? JsonFit.Whole : read(node, out value);
        };
    }

    private static JsonFit Fit(bool fits, object? found, out object? value)
    {
        value = fits ? found : null;
        return fits ? JsonFit.Whole : JsonFit.Misfit;
    }

    private static JsonFit Nothing(JsonNode node, out object? value) => Fit(false, null, out value);

    private static JsonFit Truth(JsonNode node, out object? value) => Fit(node.Kind is JsonKind.True or JsonKind.False, node.Kind == JsonKind.True, out value);

    private static JsonReader Whole(long least, long most, Func<long, object> narrow) => (JsonNode node, out object? value) =>
    {
        long number = 0;
        bool fits = node.Kind == JsonKind.Integer && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
        return Fit(fits, narrow(number), out value);
    };

    private static JsonReader Real(Func<double, object> narrow) => (JsonNode node, out object? value) =>
    {
        double number = 0;
        bool fits = node.Kind switch
        {
            JsonKind.Integer or JsonKind.Fraction => double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            JsonKind.NotFinite or JsonKind.Text => TryNotFinite(node.Text, out number),
            _ => false,
        };
        return Fit(fits, narrow(number), out value);
    };

    private static bool TryNotFinite(string text, out double number)
    {
        number = text switch
        {
            "NaN" => double.NaN,
            "Infinity" or "+Infinity" or "INF" or "+INF" => double.PositiveInfinity,
            "-Infinity" or "-INF" => double.NegativeInfinity,
            _ => 0,
        };
        return number != 0;
    }

    private static JsonReader Decimal(DecimalType type) => (JsonNode node, out object? value) =>
    {
        BigInteger unscaled = default;
        bool isNumber = node.Kind is JsonKind.Integer or JsonKind.Fraction or JsonKind.Text && DecimalText.TryParse(node.Text, out unscaled, out int scale)
            && DecimalText.HasAtMost(unscaled = DecimalText.Rescale(unscaled, scale, type.Scale), type.Precision);
        return Fit(isNumber, unscaled, out value);
    };

    private static JsonFit Text(JsonNode node, out object? value) => Fit(true, node.Kind == JsonKind.Text ? node.Text : JsonWriter.Write(node), out value);

    private static JsonFit Binary(JsonNode node, out object? value)
    {
        byte[] bytes = new byte[((node.Text.Length * 3) + 3) / 4];
        int written = 0;
        bool fits = node.Kind == JsonKind.Text && Convert.TryFromBase64String(node.Text, bytes, out written);
        return Fit(fits, bytes[..written], out value);
    }

    private static JsonReader Date(JsonReadOptions options) => (JsonNode node, out object? value) =>
    {
        int days = 0;
        bool fits = node.Kind switch
        {
            JsonKind.Text when options.DateFormat is { } format => format.TryParse(node.Text, null, out long micros, out _) && (days = (int)Math.Floor(micros / 86_400_000_000d)) == days,
            JsonKind.Text => SparkText.TryDate(Encoding.UTF8.GetBytes(node.Text), out days),
            _ => false,
        };
        return Fit(fits, days, out value);
    };

    private static JsonReader Timestamp(JsonReadOptions options)
    {
        ZoneRules zone = ZoneRules.Get(options.Zone);
        return (JsonNode node, out object? value) =>
        {
            long micros = 0;
            bool fits = node.Kind switch
            {
                JsonKind.Text when options.TimestampFormat is { } format => format.TryParse(node.Text, zone, out micros, out _),
                JsonKind.Text => SparkText.TryTimestamp(Encoding.UTF8.GetBytes(node.Text), zone, out micros),
                JsonKind.Integer => TrySeconds(node.Text, out micros),
                _ => false,
            };
            return Fit(fits, micros, out value);
        };
    }

    private static bool TrySeconds(string text, out long micros)
    {
        bool fits = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds) && Math.Abs(seconds) <= long.MaxValue / MicrosPerSecond;
        micros = fits ? seconds * MicrosPerSecond : 0;
        return fits;
    }

    private static JsonReader Local(JsonReadOptions options) => (JsonNode node, out object? value) =>
    {
        long micros = 0;
        bool fits = node.Kind == JsonKind.Text && (options.LocalFormat is { } format
            ? format.TryParse(node.Text, null, out micros, out _)
            : SparkText.TryTimestamp(Encoding.UTF8.GetBytes(node.Text), null, out micros));
        return Fit(fits, micros, out value);
    };

    private static JsonReader Items(JsonReader element) => (JsonNode node, out object? value) =>
    {
        value = null;
        if (node.Kind != JsonKind.Array)
        {
            return JsonFit.Misfit;
        }

        List<object?> items = [];
        JsonFit worst = JsonFit.Whole;
        foreach (JsonNode item in node.Items)
        {
            JsonFit fit = element(item, out object? one);
            if (fit == JsonFit.Misfit)
            {
                return JsonFit.Misfit;
            }

            worst = fit > worst ? fit : worst;
            items.Add(one);
        }

        value = items;
        return worst;
    };

    private static JsonReader Entries(JsonReader content) => (JsonNode node, out object? value) =>
    {
        value = null;
        if (node.Kind != JsonKind.Object)
        {
            return JsonFit.Misfit;
        }

        List<KeyValuePair<object, object?>> entries = [];
        JsonFit worst = JsonFit.Whole;
        foreach ((string name, JsonNode member) in node.Members)
        {
            JsonFit fit = content(member, out object? one);
            if (fit == JsonFit.Misfit)
            {
                return JsonFit.Misfit;
            }

            worst = fit > worst ? fit : worst;
            entries.RemoveAll(e => string.Equals((string)e.Key, name, StringComparison.Ordinal));
            entries.Add(new(name, one));
        }

        value = entries;
        return worst;
    };

    private static JsonReader Fields(StructType fields, JsonReadOptions options)
    {
        JsonReader[] readers = [.. fields.Fields.Select(field => For(field.DataType, options))];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = fields.Count - 1; i >= 0; i--)
        {
            places[fields[i].Name] = i;
        }

        return (JsonNode node, out object? value) =>
        {
            value = null;
            if (node.Kind != JsonKind.Object)
            {
                return JsonFit.Misfit;
            }

            object?[] values = new object?[readers.Length];
            JsonFit worst = JsonFit.Whole;
            foreach ((string name, JsonNode member) in node.Members)
            {
                if (places.TryGetValue(name, out int place))
                {
                    worst = readers[place](member, out values[place]) == JsonFit.Whole ? worst : JsonFit.Partial;
                }
            }

            value = values;
            return worst;
        };
    }
}
