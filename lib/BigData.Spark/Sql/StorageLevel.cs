namespace BigData.Spark.Sql;

/// <summary>Where an engine keeps the rows of a persisted frame. The embedded engine treats all levels but <see cref="None"/> alike.</summary>
/// <param name="UseDisk">On disk.</param>
/// <param name="UseMemory">In memory.</param>
/// <param name="UseOffHeap">In memory outside of the Java heap.</param>
/// <param name="Deserialized">As objects instead of bytes.</param>
/// <param name="Replication">On how many machines.</param>
public sealed record StorageLevel(bool UseDisk, bool UseMemory, bool UseOffHeap, bool Deserialized, int Replication = 1)
{
    /// <summary>Not kept.</summary>
    public static StorageLevel None { get; } = new(false, false, false, false);

    /// <summary>On disk.</summary>
    public static StorageLevel DiskOnly { get; } = new(true, false, false, false);

    /// <summary>In memory; what does not fit is computed again.</summary>
    public static StorageLevel MemoryOnly { get; } = new(false, true, false, true);

    /// <summary>In memory; what does not fit is on disk. The default.</summary>
    public static StorageLevel MemoryAndDisk { get; } = new(true, true, false, true);

    internal Proto.StorageLevel ToProto() => new()
    {
        UseDisk = UseDisk,
        UseMemory = UseMemory,
        UseOffHeap = UseOffHeap,
        Deserialized = Deserialized,
        Replication = Replication,
    };

    internal static StorageLevel FromProto(Proto.StorageLevel level) =>
        new(level.UseDisk, level.UseMemory, level.UseOffHeap, level.Deserialized, level.Replication);
}
