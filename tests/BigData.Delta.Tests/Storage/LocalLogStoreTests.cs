using BigData.Delta.Storage;
using BigData.Testing;

namespace BigData.Delta.Tests.Storage;

public sealed class LocalLogStoreTests
{
    [Fact]
    public async Task Of_many_writers_of_one_name_exactly_one_wins_and_its_content_stays()
    {
        using TempFolder folder = new();
        LocalLogStore store = new(folder.File("_delta_log"));
        for (int round = 0; round < 80; round++)
        {
            string name = $"{round:D20}.json";
            using Barrier barrier = new(4);
            bool[] won = await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return store.TryCreateAsync(name, new byte[] { (byte)w }, CancellationToken.None);
            })));
            int winner = Array.IndexOf(won, true);
            Assert.Single(won, w => w);
            Assert.Equal([(byte)winner], await File.ReadAllBytesAsync(folder.File("_delta_log", name), TestContext.Current.CancellationToken));
        }

        Assert.Equal(80, Directory.GetFiles(folder.File("_delta_log")).Length);
    }

    [Fact]
    public async Task Listing_is_in_ordinal_order_from_the_first_name_on()
    {
        using TempFolder folder = new();
        LocalLogStore store = new(folder.FullPath);
        foreach (string name in new[] { "b", "a", "_last_checkpoint", "A" })
        {
            Assert.True(await store.TryCreateAsync(name, default, CancellationToken.None));
        }

        Directory.CreateDirectory(folder.File("folder"));
        Assert.Equal(["_last_checkpoint", "a", "b"], (await store.ListAsync("_", CancellationToken.None)).Select(f => f.Name));
        Assert.Empty(await new LocalLogStore(folder.File("none")).ListAsync(string.Empty, CancellationToken.None));
        Assert.Null(await store.OpenReadAsync("none", CancellationToken.None));
    }

    [Fact]
    public async Task A_replacement_that_fails_leaves_the_old_file_and_no_litter()
    {
        using TempFolder folder = new();
        LocalLogStore store = new(folder.FullPath);
        await store.ReplaceAsync("x", (s, t) => s.WriteAsync("old"u8.ToArray(), t).AsTask(), CancellationToken.None);
        await File.WriteAllTextAsync(folder.File(".x.crc"), "sum", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.ReplaceAsync("x", (_, _) => throw new InvalidDataException("no"), CancellationToken.None));
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(
            () => store.ReplaceAsync("x", (_, _) => throw new IOException("No space left on device"), CancellationToken.None));
        Assert.Equal(DeltaErrorKind.Storage, refused.Kind);
        Assert.Equal("old", await File.ReadAllTextAsync(folder.File("x"), TestContext.Current.CancellationToken));
        await store.ReplaceAsync("x", (s, t) => s.WriteAsync("new"u8.ToArray(), t).AsTask(), CancellationToken.None);
        Assert.Equal("new", await File.ReadAllTextAsync(folder.File("x"), TestContext.Current.CancellationToken));
        Assert.Equal(["x"], Directory.GetFiles(folder.FullPath).Select(Path.GetFileName));
    }
}
