using System.Globalization;

namespace BigData.Pipelines.Running;

internal static class RunIds
{
    /// <summary>An id that sorts by time: <c>20260131T235959123Z-1a2b3c4d</c>.</summary>
    public static string Next(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}-{Guid.NewGuid().ToString("N")[..8]}");
}
