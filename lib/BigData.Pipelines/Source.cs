namespace BigData.Pipelines;

/// <summary>Where data comes from outside the lakehouse.</summary>
public static class Source
{
    /// <summary>
    /// The files <c>*.csv</c> and <c>*.csv.gz</c> in the landing folder of a source, subfolders included. A file is taken when its
    /// size and content differ from the newest version of the same name that was taken; the folder is never written to.
    /// </summary>
    /// <param name="name">The source's name, for example <c>online_retail</c>.</param>
    /// <returns>An input for a bronze table.</returns>
    public static FilesInput Files(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new FilesInput(name);
    }
}
