using BigData.DuckDb.Functions;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Dates and times by Java's patterns.</summary>
internal static class PatternKernels
{
    /// <summary>Text to a date, an instant or a local time.</summary>
    public static NativeKernel Parse(string pattern, DataType target, bool quiet, ResolveOptions options)
    {
        JavaPattern compiled = JavaPattern.Compile(pattern);
        string name = $"spark_parse_{KernelCatalog.Part(DuckTypes.Name(target))}_{KernelCatalog.Part(pattern)}_{KernelCatalog.Part(options.TimeZone)}{(quiet ? "_try" : string.Empty)}";
        ZoneRules? zone = target is TimestampType ? ZoneRules.Get(options.TimeZone) : null;
        bool isDate = target is DateType;
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = ["VARCHAR"],
            Result = DuckTypes.Name(target),
            Body = (arguments, output, rows) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.IsNull(0, row))
                    {
                        output.SetNull(row);
                        continue;
                    }

                    string text = arguments.Text(0, row);
                    if (!compiled.TryParse(text, zone, out long micros, out int failedAt))
                    {
                        if (!quiet)
                        {
                            throw CannotParse(text, failedAt, isDate);
                        }

                        output.SetNull(row);
                    }
                    else if (isDate)
                    {
                        output.Values<int>()[row] = (int)Math.Floor(micros / 86_400_000_000d);
                    }
                    else
                    {
                        output.Values<long>()[row] = micros;
                    }
                }
            },
        });
    }

    /// <summary>A local time to text.</summary>
    public static NativeKernel Format(string pattern, ResolveOptions options)
    {
        JavaPattern compiled = JavaPattern.Compile(pattern);
        string name = $"spark_format_{KernelCatalog.Part(pattern)}_{KernelCatalog.Part(options.TimeZone)}";
        string zone = options.TimeZone;
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = ["TIMESTAMP"],
            Result = "VARCHAR",
            Body = (arguments, output, rows) =>
            {
                ReadOnlySpan<long> values = arguments.Values<long>(0);
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.IsNull(0, row))
                    {
                        output.SetNull(row);
                    }
                    else
                    {
                        output.SetText(row, compiled.Format(values[row], zone));
                    }
                }
            },
        });
    }

    private static Sql.SparkException CannotParse(string text, int at, bool isDate) => SparkErrors.Create(
        "CANNOT_PARSE_TIMESTAMP",
        ("message", $"Text '{text}' could not be parsed at index {at}"),
        ("func", isDate ? "`try_to_date`" : "`try_to_timestamp`"));
}
