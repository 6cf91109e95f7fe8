namespace BigData.Pipelines;

/// <summary>What a <see cref="TableJob"/> reads: another table or the files of a source. The graph follows from inputs.</summary>
public abstract record Input
{
    private protected Input()
    {
    }

    /// <summary>The name that people see: a table's name or <c>files:NAME</c>.</summary>
    public abstract string Name { get; }
}

/// <summary>How a table is read as an input.</summary>
public enum InputMode
{
    /// <summary>All rows of the version that is current when the reader starts.</summary>
    Full,

    /// <summary>Rows whose <c>_batch</c> is above the one that the reader last took in.</summary>
    Changes,
}

/// <summary>Another table as an input. Made by <see cref="TableContract.Full"/> and <see cref="TableContract.Changes"/>.</summary>
/// <param name="Table">The table that is read.</param>
/// <param name="Mode">Whether all rows or new rows are read.</param>
public sealed record TableInput(TableContract Table, InputMode Mode) : Input
{
    /// <inheritdoc/>
    public override string Name => Table.Name;
}

/// <summary>The CSV files in the landing folder of a source. Made by <see cref="Pipelines.Source.Files(string)"/>.</summary>
/// <param name="Source">The source's name; its folder is the setting <c>sources:NAME:folder</c>.</param>
public sealed record FilesInput(string Source) : Input
{
    /// <summary>The folder below the landing folder that is looked into, with <c>/</c> between its parts; empty for all of it.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string Name => Folder.Length == 0 ? "files:" + Source : $"files:{Source}/{Folder}";
}
