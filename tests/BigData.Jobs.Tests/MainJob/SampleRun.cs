using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>One clean run of the main job over both samples, shared by the tests that look at it.</summary>
public sealed class SampleRun : IAsyncLifetime
{
    internal const string AsOf = "2011-12-11";

    private readonly TempFolder _temp = new();
    private Lakehouse? _lakehouse;

    internal CommandResult Result { get; private set; } = null!;

    internal string Folder => _temp.File("lakehouse");

    internal Lakehouse Lakehouse => _lakehouse ??= new Lakehouse(Folder);

    public async ValueTask InitializeAsync() => Result = await BigDataCommand.RunAsync("run", "--lakehouse", Folder, "--as-of", AsOf);

    public ValueTask DisposeAsync()
    {
        _lakehouse?.Dispose();
        _temp.Dispose();
        return ValueTask.CompletedTask;
    }
}
