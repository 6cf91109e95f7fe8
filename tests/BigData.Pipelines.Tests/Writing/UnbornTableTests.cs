using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Tests.Writing;

public sealed class UnbornTableTests
{
    [Theory]
    [InlineData(false, "_delta_log/")]
    [InlineData(false, "_delta_log/.00000000000000000000.json.5f.tmp")]
    [InlineData(true, "_delta_log/00000000000000000000.json")]
    [InlineData(true, "_delta_log/00000000000000000010.checkpoint.parquet")]
    public void A_table_is_there_when_its_log_holds_a_commit(bool expected, string file)
    {
        using TempFolder folder = new();
        Put(folder, file);
        Assert.Equal(expected, UnbornTable.HasCommit(folder.FullPath));
    }

    [Theory]
    [InlineData("_delta_log/")]
    [InlineData("_delta_log/.00000000000000000000.json.5f.tmp")]
    public void What_a_first_commit_left_that_never_came_is_removed(string file)
    {
        using TempFolder folder = new();
        Put(folder, "table/" + file);
        UnbornTable.Clear(folder.File("table"));
        Assert.False(Directory.Exists(folder.File("table")));
    }

    [Theory]
    [InlineData("part-1.parquet")]
    [InlineData("_delta_log/notes.txt")]
    [InlineData("_delta_log/_commits/1.json")]
    public void What_somebody_else_put_there_stays(string file)
    {
        using TempFolder folder = new();
        Put(folder, "_delta_log/");
        Put(folder, file);
        UnbornTable.Clear(folder.FullPath);
        Assert.True(File.Exists(folder.File(file.Split('/'))));
    }

    private static void Put(TempFolder folder, string file)
    {
        string path = folder.File(file.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (file.EndsWith('/'))
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }
}
