namespace BigData.Hosting.Publishing;

/// <summary>Where files of a lakehouse for others lie: beside its schemas, in a folder that is none.</summary>
internal static class PublishedFolder
{
    /// <summary>The folder of a destination, or of the report.</summary>
    public static string Of(string lakehouse, string destination) => Path.Combine(lakehouse, "_published", destination);
}
