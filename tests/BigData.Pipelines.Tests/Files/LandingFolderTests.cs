using BigData.Pipelines.Files;

namespace BigData.Pipelines.Tests.Files;

public sealed class LandingFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_come_in_ordinal_order_with_subfolders()
    {
        Touch("b.csv", "a.csv.gz", "sub/c.csv", "Z.csv", "sub/deep/d.csv.gz");
        Assert.Equal(["Z.csv", "a.csv.gz", "b.csv", "sub/c.csv", "sub/deep/d.csv.gz"], Names());
    }

    [Fact]
    public void Other_names_and_uploads_in_progress_are_left_alone()
    {
        Touch("a.csv", "a.csv.tmp", "_b.csv", ".c.csv", "d.txt", "_up/e.csv", "gz.gz");
        Assert.Equal(["a.csv"], Names());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_that_says_what_to_do()
    {
        PipelineException error = Assert.Throws<PipelineException>(() => LandingFolder.List("shop", _folder.File("none")));
        Assert.Contains("--source shop=FOLDER", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_kind_of_files_only_its_folder_counts_and_may_be_missing()
    {
        Touch("a.csv", "orders/b.csv", "orders/2026/c.csv.gz", "orders2/d.csv");
        Assert.Equal(["orders/2026/c.csv.gz", "orders/b.csv"], Names("orders"));
        Assert.Equal(["orders/2026/c.csv.gz"], Names("orders/2026"));
        Assert.Empty(Names("returns"));
    }

    [Fact]
    public void A_link_to_a_folder_above_does_not_loop()
    {
        Touch("sub/a.csv");
        Directory.CreateSymbolicLink(_folder.File("sub", "up"), _folder.FullPath);
        Assert.Equal(["sub/a.csv"], Names());
    }

    private IEnumerable<string> Names(string part = "") => LandingFolder.List("shop", _folder.FullPath, part).Files.Select(file => file.Name);

    private void Touch(params string[] names)
    {
        foreach (string name in names)
        {
            string path = _folder.File(name.Split('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "x");
        }
    }
}
