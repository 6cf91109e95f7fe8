namespace BigData.Activation.Files;

/// <summary>The kind <c>files</c>: one file for each table below the destination's folder.</summary>
public sealed class FilesKind : DestinationKind
{
    private const string Format = "format";
    private const string Folder = "folder";

    /// <inheritdoc/>
    public override string Name => "files";

    /// <inheritdoc/>
    public override IReadOnlyList<DestinationSetting> Settings { get; } =
    [
        new(Format, DestinationSettingType.Text, "csv", "Files of the kind files: csv (RFC 4180, UTF-8), json (one object a line) or parquet."),
        new(Folder, DestinationSettingType.Path, null, "Folder of the files; without it _published/NAME below the lakehouse."),
    ];

    /// <inheritdoc/>
    public override IDestination Open(DestinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string format = options.Require(Format).ToLowerInvariant();
        return new FilesDestination(options.Name, options.Get(Folder) ?? options.Folder, format switch
        {
            "csv" => new CsvFiles(),
            "json" => new JsonFiles(),
            "parquet" => new ParquetFiles(),
            _ => throw new DestinationSettingException($"The destination {options.Name} has the format '{format}'; expected csv, json or parquet."),
        });
    }
}
