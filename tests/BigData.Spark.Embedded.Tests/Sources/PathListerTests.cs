using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Spark.Embedded.Sources;

public sealed class PathListerTests
{
    [Fact]
    public void Folders_are_listed_with_all_below_but_hidden_names()
    {
        using TempFolder folder = new();
        Touch(folder, "b.csv", "a/c.csv", "_SUCCESS", ".hidden", "_delta_log/0.json", "a/_x/d.csv");

        Assert.Equal(["a/c.csv", "b.csv"], List(folder, folder.FullPath));
    }

    [Fact]
    public void Globs_choose_files_and_folders()
    {
        using TempFolder folder = new();
        Touch(folder, "x1.csv", "x2.csv", "y1.csv", "2024/a.csv", "2025/a.csv");

        Assert.Equal(["x1.csv", "x2.csv"], List(folder, Path.Combine(folder.FullPath, "x*.csv")));
        Assert.Equal(["x1.csv", "y1.csv"], List(folder, Path.Combine(folder.FullPath, "{x,y}1.csv")));
        Assert.Equal(["2024/a.csv", "2025/a.csv"], List(folder, Path.Combine(folder.FullPath, "202[45]")));
    }

    [Fact]
    public void A_name_with_glob_characters_is_itself_when_it_exists()
    {
        using TempFolder folder = new();
        Touch(folder, "x[1].csv", "x1.csv");

        Assert.Equal(["x[1].csv"], List(folder, Path.Combine(folder.FullPath, "x[1].csv")));
    }

    [Fact]
    public void Partition_folders_give_decoded_values()
    {
        using TempFolder folder = new();
        Touch(folder, "p=x%20y/q=2/f.parquet", "p=__HIVE_DEFAULT_PARTITION__/q=3/g.parquet");

        IReadOnlyList<SourceFile> files = PathLister.List([folder.FullPath]);

        Assert.Equal([new("p", null), new("q", "3")], files[0].Partitions);
        Assert.Equal([new("p", "x y"), new("q", "2")], files[1].Partitions);
    }

    [Fact]
    public void A_missing_path_is_named()
    {
        using TempFolder folder = new();

        SparkException error = Assert.ThrowsAny<SparkException>(() => PathLister.List([Path.Combine(folder.FullPath, "none")]));

        Assert.Equal("PATH_NOT_FOUND", error.ErrorClass);
        Assert.Contains("/none", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a b/c%d.csv", "file:/a%20b/c%25d.csv")]
    [InlineData("/日本/ü", "file:/日本/ü")]
    [InlineData("/x[1]#?.csv", "file:/x%5B1%5D%23%3F.csv")]
    public void Uris_escape_what_Java_escapes(string path, string uri)
    {
        Assert.Equal(uri, FileUris.ToUri(path));
        Assert.Equal(path, FileUris.ToLocal(uri));
    }

    private static IEnumerable<string> List(TempFolder folder, string path) =>
        PathLister.List([path]).Select(file => Path.GetRelativePath(folder.FullPath, file.Path));

    private static void Touch(TempFolder folder, params string[] files)
    {
        foreach (string file in files)
        {
            string path = Path.Combine(folder.FullPath, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "x");
        }
    }
}
