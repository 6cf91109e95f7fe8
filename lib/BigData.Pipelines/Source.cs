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

    /// <summary>The same for the files in one folder below the landing folder, for a source that delivers several kinds of files.</summary>
    /// <param name="name">The source's name.</param>
    /// <param name="folder">The folder, with <c>/</c> between its parts; when it is not there, there are no files.</param>
    /// <returns>An input for a bronze table; <see cref="FileColumns.File"/> begins with the folder.</returns>
    public static FilesInput Files(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new FilesInput(name) { Folder = folder.Trim('/') };
    }
}
