using System.Collections.Immutable;

namespace BigData.DuckDb.Tests;

public sealed class DuckDbOptionsTests
{
    internal static ImmutableSortedDictionary<string, string> Setting(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);

    [Fact]
    public void All_failures_are_reported_at_once()
    {
        var options = new DuckDbOptions { Database = " ", MemoryLimit = "much", MaxTempDirectorySize = "4", Threads = 0, Settings = Setting("a; DROP", "1") };
        var error = Assert.Throws<ArgumentException>(() => DuckDbInstance.Open(options));
        Assert.Equal(5, options.Validate().Count);
        Assert.All(options.Validate(), failure => Assert.Contains(failure, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_reach_the_instance()
    {
        using var folder = new Testing.TempFolder();
        using var instance = DuckDbInstance.Open(new DuckDbOptions
        {
            MemoryLimit = "1GiB",
            Threads = 3,
            TempDirectory = folder.FullPath,
            MaxTempDirectorySize = "2GiB",
            Settings = Setting("preserve_insertion_order", "false"),
        });
        using var session = instance.Connect();
        Assert.Equal("1.0 GiB", await session.ScalarAsync<string>("SELECT current_setting('memory_limit')"));
        Assert.Equal(3, await session.ScalarAsync<long>("SELECT current_setting('threads')"));
        Assert.Equal(folder.FullPath, await session.ScalarAsync<string>("SELECT current_setting('temp_directory')"));
        Assert.Equal("2.0 GiB", await session.ScalarAsync<string>("SELECT current_setting('max_temp_directory_size')"));
        Assert.False(await session.ScalarAsync<bool>("SELECT current_setting('preserve_insertion_order')"));
        Assert.False(await session.ScalarAsync<bool>("SELECT current_setting('autoinstall_known_extensions')"));
    }

    [Fact]
    public async Task A_query_that_does_not_fit_into_memory_spills_into_the_temp_folder()
    {
        using var folder = new Testing.TempFolder();
        using var instance = DuckDbInstance.Open(new DuckDbOptions { MemoryLimit = "60MiB", Threads = 2, TempDirectory = folder.FullPath });
        using var session = instance.Connect();
        await session.ExecuteAsync("CREATE TABLE t AS SELECT i, hash(i)::VARCHAR || repeat('x', 100) AS s FROM range(500000) t(i)");
        Assert.Equal(500_000, await session.ScalarAsync<long>("SELECT count(DISTINCT s) FROM t"));
        Assert.True(await session.ScalarAsync<long>("SELECT coalesce(sum(size), 0)::BIGINT FROM duckdb_temporary_files()") > 0);
    }

    [Fact]
    public async Task Two_instances_spill_at_once_and_leave_nothing_behind()
    {
        var folders = new List<string?>();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async k =>
        {
            using var instance = DuckDbInstance.Open(new DuckDbOptions { MemoryLimit = "48MiB", Threads = 1 });
            using var session = instance.Connect();
            await session.ExecuteAsync($"CREATE TABLE t AS SELECT i, hash(i + {k})::VARCHAR || repeat('x', 100) AS s FROM range(400000) t(i)");
            Assert.Equal(400_000, await session.ScalarAsync<long>("SELECT count(DISTINCT s) FROM t"));
            lock (folders)
            {
                folders.Add(session.ScalarAsync<string>("SELECT current_setting('temp_directory')").GetAwaiter().GetResult());
            }
        }));
        Assert.Equal(2, folders.Distinct().Count());
        Assert.All(folders, folder => Assert.False(Directory.Exists(folder)));
    }

    [Fact]
    public async Task A_database_file_keeps_its_tables()
    {
        using var folder = new Testing.TempFolder();
        var options = new DuckDbOptions { Database = folder.File("a.duckdb") };
        using (var first = DuckDbInstance.Open(options))
        {
            using var session = first.Connect();
            await session.ExecuteAsync("CREATE TABLE t AS SELECT 5 AS a");
        }

        using var second = DuckDbInstance.Open(options);
        using var again = second.Connect();
        Assert.Equal(5, await again.ScalarAsync<int>("SELECT a FROM t"));
    }
}
