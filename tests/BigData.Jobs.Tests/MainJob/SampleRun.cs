using BigData.Jobs.Tests.Running;
using BigData.Testing;

[assembly: AssemblyFixture(typeof(BigData.Jobs.Tests.MainJob.SampleLakehouse))]

namespace BigData.Jobs.Tests.MainJob;

/// <summary>The lakehouse of one clean run of the main job over both samples: built when the first test class asks for it, and once.</summary>
public sealed class SampleLakehouse : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly Lazy<Task<CommandResult>> _run;

    public SampleLakehouse() => _run = new(() => BigDataCommand.RunAsync("run", "--lakehouse", Folder, "--as-of", SampleRun.AsOf));

    internal string Folder => _temp.File("lakehouse");

    internal Task<CommandResult> RunAsync() => _run.Value;

    public void Dispose() => _temp.Dispose();
}

/// <summary>What a test class sees of the clean run. No class writes into the tables of the main job.</summary>
public sealed class SampleRun(SampleLakehouse shared) : IAsyncLifetime
{
    internal const string AsOf = "2011-12-11";

    private Lakehouse? _lakehouse;

    internal CommandResult Result { get; private set; } = null!;

    internal string Folder => shared.Folder;

    internal Lakehouse Lakehouse => _lakehouse ??= new Lakehouse(Folder);

    public async ValueTask InitializeAsync() => Result = await shared.RunAsync();

    public ValueTask DisposeAsync()
    {
        _lakehouse?.Dispose();
        return ValueTask.CompletedTask;
    }
}
