using BigData.Pipelines.Files;
using BigData.Pipelines.Running;

namespace BigData.Pipelines.Tests.Running;

public sealed class FileBatchTests
{
    [Fact]
    public void Batches_keep_order_and_size()
    {
        FileReport[] reports = [Report("a", 4), Report("b", 4), Report("c", 9), Report("d", 1), Report("e", 1, FileVerdict.SetAside), Report("f", 8)];
        Assert.Equal(["a b", "c d", "f"], FileIngest.Batches(reports, 10).Select(batch => string.Join(' ', batch.Select(file => file.File.Name))));
    }

    [Fact]
    public void A_file_larger_than_a_batch_is_a_batch() =>
        Assert.Equal([1, 1], FileIngest.Batches([Report("a", 50), Report("b", 1)], 10).Select(batch => batch.Count));

    [Fact]
    public void Nothing_accepted_is_no_batch() => Assert.Empty(FileIngest.Batches([Report("a", 1, FileVerdict.Unchanged)], 10));

    private static FileReport Report(string name, long size, FileVerdict verdict = FileVerdict.Accepted) =>
        new() { File = new LandingFile(name, name), Verdict = verdict, Size = size };
}
