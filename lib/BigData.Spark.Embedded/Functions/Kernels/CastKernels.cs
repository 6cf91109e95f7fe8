using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.DuckDb.Functions;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Casts whose rules DuckDB does not share.</summary>
internal static class CastKernels
{
    private delegate bool Reader(DuckDbArguments arguments, DuckDbResultVector output, int row);

    /// <summary>Text to a value of the type.</summary>
    /// <param name="type">A type of numbers, times or truth.</param>
    /// <param name="quiet">Whether text that is no value gives null.</param>
    /// <param name="options">The zone of times without one; before ANSI, fractions are cut off.</param>
    public static NativeKernel FromText(DataType type, bool quiet, ResolveOptions options)
    {
        bool cuts = quiet && !options.Ansi;
        string zone = type is TimestampType ? "_" + KernelCatalog.Part(options.TimeZone) : string.Empty;
        string name = $"spark_read_{KernelCatalog.Part(DuckTypes.Name(type))}{zone}{(quiet ? "_try" : string.Empty)}{(cuts ? "_cut" : string.Empty)}";
        (Reader read, string kind) = ReaderOf(type, cuts, quiet, options);
        string target = type.Sql;
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = ["VARCHAR"],
            Result = DuckTypes.Name(type),
            Body = (arguments, output, rows) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.IsNull(0, row))
                    {
                        output.SetNull(row);
                    }
                    else if (!read(arguments, output, row))
                    {
                        if (!quiet)
                        {
                            throw RuntimeErrors.InvalidInput(arguments.Text(0, row), target, kind);
                        }

                        output.SetNull(row);
                    }
                }
            },
        });
    }

    /// <summary>A double to a decimal by its shortest text, as Java does, rounded half up.</summary>
    public static NativeKernel DoubleToDecimal(DecimalType type, bool quiet)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"spark_double_to_decimal_{type.Precision}_{type.Scale}{(quiet ? "_try" : string.Empty)}");
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = ["DOUBLE"],
            Result = DuckTypes.Name(type),
            Body = (arguments, output, rows) =>
            {
                ReadOnlySpan<double> values = arguments.Values<double>(0);
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.IsNull(0, row))
                    {
                        output.SetNull(row);
                        continue;
                    }

                    BigInteger? number = DecimalText.TryParse(values[row].ToString("R", CultureInfo.InvariantCulture), out BigInteger unscaled, out int scale)
                        ? DecimalText.Rescale(unscaled, scale, type.Scale)
                        : null;
                    if (number is null && !quiet)
                    {
                        throw RuntimeErrors.DecimalOutOfRange(JavaNumber.Format(values[row]), type.Precision, type.Scale);
                    }

                    DecimalKernels.Write(output, row, number, type, quiet);
                }
            },
        });
    }

    /// <summary>The constant of a text; null when it is no value of the type, so that the error comes when rows do.</summary>
    public static TypedLiteral? Constant(string text, DataType type, ResolveOptions options)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return type switch
        {
            DateType when SparkText.TryDate(bytes, out int days) => new TypedLiteral(type, days),
            TimestampType when SparkText.TryTimestamp(bytes, ZoneRules.Get(options.TimeZone), out long micros) => new TypedLiteral(type, micros),
            TimestampNtzType when SparkText.TryTimestamp(bytes, null, out long micros) => new TypedLiteral(type, micros),
            IntegerType when SparkText.TryWhole(bytes, int.MinValue, false, out long value) => new TypedLiteral(type, (int)value),
            LongType when SparkText.TryWhole(bytes, long.MinValue, false, out long value) => new TypedLiteral(type, value),
            DoubleType when SparkText.TryDouble(bytes, out double value) => new TypedLiteral(type, value),
            _ => null,
        };
    }

    private static (Reader Read, string Kind) ReaderOf(DataType type, bool cuts, bool quiet, ResolveOptions options)
    {
        ZoneRules? zone = type is TimestampType ? ZoneRules.Get(options.TimeZone) : null;
        return type switch
        {
            ByteType => (Whole<sbyte>(sbyte.MinValue, cuts, v => (sbyte)v), nameof(SparkNumberFormatException)),
            ShortType => (Whole<short>(short.MinValue, cuts, v => (short)v), nameof(SparkNumberFormatException)),
            IntegerType => (Whole<int>(int.MinValue, cuts, v => (int)v), nameof(SparkNumberFormatException)),
            LongType => (Whole<long>(long.MinValue, cuts, v => v), nameof(SparkNumberFormatException)),
            FloatType => (ReadFloat, nameof(SparkNumberFormatException)),
            DoubleType => (ReadDouble, nameof(SparkNumberFormatException)),
            DecimalType d => (Decimal(d, quiet), nameof(SparkNumberFormatException)),
            BooleanType => (ReadBoolean, nameof(SparkRuntimeException)),
            DateType => (ReadDate, nameof(SparkDateTimeException)),
            TimestampType or TimestampNtzType => (Timestamp(zone), nameof(SparkDateTimeException)),
            _ => throw AnalysisErrors.UnsupportedExpression($"CAST(string AS {type.SimpleString})", "Only numbers, dates, timestamps and booleans can be read from text."),
        };
    }

    private static Reader Whole<T>(long least, bool cuts, Func<long, T> narrow)
        where T : unmanaged
        => (arguments, output, row) =>
        {
            bool isNumber = SparkText.TryWhole(arguments.Bytes(0, row), least, cuts, out long value);
            output.Values<T>()[row] = isNumber ? narrow(value) : default;
            return isNumber;
        };

    private static bool ReadFloat(DuckDbArguments arguments, DuckDbResultVector output, int row)
    {
        bool isNumber = SparkText.TryDouble(arguments.Bytes(0, row), out double value);
        output.Values<float>()[row] = (float)value;
        return isNumber;
    }

    private static bool ReadDouble(DuckDbArguments arguments, DuckDbResultVector output, int row)
    {
        bool isNumber = SparkText.TryDouble(arguments.Bytes(0, row), out double value);
        output.Values<double>()[row] = value;
        return isNumber;
    }

    private static Reader Decimal(DecimalType type, bool quiet) => (arguments, output, row) =>
    {
        if (!SparkText.TryDecimal(arguments.Bytes(0, row), out BigInteger unscaled, out int scale))
        {
            return false;
        }

        BigInteger number = DecimalText.Rescale(unscaled, scale, type.Scale);
        if (!quiet && !DecimalText.HasAtMost(number, type.Precision))
        {
            throw RuntimeErrors.DecimalOutOfRange(DecimalText.Format(DecimalText.Rescale(unscaled, scale, Math.Max(scale, 0)), Math.Max(scale, 0)), type.Precision, type.Scale);
        }

        DecimalKernels.Write(output, row, number, type, quiet);
        return true;
    };

    private static bool ReadBoolean(DuckDbArguments arguments, DuckDbResultVector output, int row)
    {
        bool isTruth = SparkText.TryBoolean(arguments.Bytes(0, row), out bool value);
        output.Values<byte>()[row] = value ? (byte)1 : (byte)0;
        return isTruth;
    }

    private static bool ReadDate(DuckDbArguments arguments, DuckDbResultVector output, int row)
    {
        bool isDate = SparkText.TryDate(arguments.Bytes(0, row), out int days);
        output.Values<int>()[row] = days;
        return isDate;
    }

    private static Reader Timestamp(ZoneRules? zone) => (arguments, output, row) =>
    {
        bool isTime = SparkText.TryTimestamp(arguments.Bytes(0, row), zone, out long micros);
        output.Values<long>()[row] = micros;
        return isTime;
    };
}
