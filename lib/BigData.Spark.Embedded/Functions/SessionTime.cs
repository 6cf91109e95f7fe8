using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Instants and local times of the session's zone in DuckDB's terms.</summary>
internal static class SessionTime
{
    /// <summary>The local time (TIMESTAMP) of an instant (TIMESTAMPTZ).</summary>
    public static string ToLocal(string instant, ResolveOptions options) => ToLocal(instant, options.TimeZone);

    /// <summary>The local time of an instant in a zone.</summary>
    public static string ToLocal(string instant, string zone)
        => ZoneRules.IsUtc(zone) ? $"make_timestamp(epoch_us({instant}))" : $"{KernelCatalog.Use(ZoneKernels.ToLocal(zone))}({instant})";

    /// <summary>The instant of a local time: the earlier one where clocks are set back, moved on by the gap where they are set forward.</summary>
    public static string ToInstant(string local, ResolveOptions options) => ToInstant(local, options.TimeZone);

    /// <summary>The instant of a local time in a zone.</summary>
    public static string ToInstant(string local, string zone)
        => ZoneRules.IsUtc(zone) ? $"make_timestamptz(epoch_us({local}))" : $"{KernelCatalog.Use(ZoneKernels.ToInstant(zone))}({local})";
}
