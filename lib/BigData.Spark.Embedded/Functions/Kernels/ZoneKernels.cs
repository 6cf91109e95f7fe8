using BigData.DuckDb.Functions;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Changes between instants and local times.</summary>
internal static class ZoneKernels
{
    /// <summary>TIMESTAMPTZ to the TIMESTAMP that clocks of the zone show.</summary>
    public static NativeKernel ToLocal(string zone) => Fixed("spark_to_local_", zone, "TIMESTAMPTZ", "TIMESTAMP", static (rules, value) => rules.ToLocal(value));

    /// <summary>TIMESTAMP that clocks of the zone show to TIMESTAMPTZ.</summary>
    public static NativeKernel ToInstant(string zone) => Fixed("spark_to_instant_", zone, "TIMESTAMP", "TIMESTAMPTZ", static (rules, value) => rules.ToInstant(value));

    /// <summary>TIMESTAMPTZ and a zone to TIMESTAMP.</summary>
    public static NativeKernel ToLocal() => Named("spark_to_local", "TIMESTAMPTZ", "TIMESTAMP", static (rules, value) => rules.ToLocal(value));

    /// <summary>TIMESTAMP and a zone to TIMESTAMPTZ.</summary>
    public static NativeKernel ToInstant() => Named("spark_to_instant", "TIMESTAMP", "TIMESTAMPTZ", static (rules, value) => rules.ToInstant(value));

    private static NativeKernel Fixed(string prefix, string zone, string from, string to, Func<ZoneRules, long, long> convert)
    {
        ZoneRules rules = ZoneRules.Get(zone);
        string name = prefix + KernelCatalog.Part(zone);
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = [from],
            Result = to,
            Body = (arguments, output, rows) =>
            {
                ReadOnlySpan<long> values = arguments.Values<long>(0);
                Span<long> results = output.Values<long>();
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.IsNull(0, row))
                    {
                        output.SetNull(row);
                    }
                    else
                    {
                        results[row] = convert(rules, values[row]);
                    }
                }
            },
        });
    }

    private static NativeKernel Named(string name, string from, string to, Func<ZoneRules, long, long> convert) => new(name, () => new DuckDbFunction
    {
        Name = name,
        Parameters = [from, "VARCHAR"],
        Result = to,
        Body = (arguments, output, rows) =>
        {
            ReadOnlySpan<long> values = arguments.Values<long>(0);
            Span<long> results = output.Values<long>();
            for (int row = 0; row < rows; row++)
            {
                if (arguments.AnyNull(row))
                {
                    output.SetNull(row);
                }
                else
                {
                    results[row] = convert(ZoneRules.Get(arguments.Text(1, row)), values[row]);
                }
            }
        },
    });
}
