using System.Security.Cryptography;
using BigData.Hosting.Generating;

namespace BigData.Hosting.Tests.Generating;

/// <summary>The same bytes for the same seed, on every platform; memory that does not grow with the shop.</summary>
public sealed class ShopGeneratorTests
{
    private const int SampleCustomers = 2_000;
    private const int SampleDays = 90;
    private const ulong SampleSeed = 20_110_912;

    [Fact]
    public void The_files_of_a_seed_are_known_to_the_byte()
    {
        using GeneratedFiles shop = new(300, 30, 42);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, byte[] bytes) in shop.Bytes())
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            hash.AppendData(bytes);
        }

        Assert.Equal("d461219d5e2441118f9baea66e484f9758626ef83395b47f0853198a1a0f1045", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Another_seed_gives_other_customers_and_compression_changes_nothing_but_the_size()
    {
        using GeneratedFiles one = new(50, 12, 1);
        using GeneratedFiles packed = new(50, 12, 1, isCompressed: true);
        using GeneratedFiles other = new(50, 12, 2);
        Assert.Equal(one.Bytes(), packed.Bytes());
        Assert.NotEqual(one.Bytes()["customers/2011-09-12.csv"], other.Bytes()["customers/2011-09-12.csv"]);
    }

    [Fact]
    public void The_sample_is_what_the_generator_makes()
    {
        string sample = RepositoryFiles.Sample("generated-shop");
        if (Environment.GetEnvironmentVariable("BIGDATA_UPDATE_GOLDEN") == "1")
        {
            Directory.Delete(sample, recursive: true);
            Directory.CreateDirectory(sample);
            ShopGenerator.Write(new ShopOptions(SampleCustomers, SampleDays, SampleSeed, new DateOnly(2011, 9, 12), sample, IsCompressed: true), CancellationToken.None);
        }

        using GeneratedFiles shop = new(SampleCustomers, SampleDays, SampleSeed);
        SortedDictionary<string, byte[]> expected = shop.Bytes();
        SortedDictionary<string, byte[]> actual = GeneratedFiles.Bytes(sample);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, file => Assert.True(file.Value.AsSpan().SequenceEqual(actual[file.Key]), file.Key));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(30, 2)]
    public void The_smallest_shops_are_whole_too(int customers, int days)
    {
        using GeneratedFiles shop = new(customers, days, 3);
        Assert.Equal(customers, shop.Good(FileKind.Customers).Select(record => record["customer_id"]).Distinct().Count());
        Assert.Equal(shop.Tally.Files[(int)FileKind.Orders].Rows, shop.Good(FileKind.Orders).Count);
    }

    [Fact]
    public void A_day_of_ten_times_the_customers_takes_no_more_memory()
    {
        long small = BytesOfADay(500);
        long large = BytesOfADay(5_000);
        Assert.True(large - small < 4_096, $"{small} bytes for a day of 500 customers, {large} for one of 5,000");
    }

    [Fact]
    public void Numbers_of_a_stream_are_those_of_SplitMix64()
    {
        // The first outputs for the seed 1234567, as in the reference implementation.
        SplitMix random = new(1_234_567);
        Assert.Equal([6_457_827_717_110_365_317UL, 3_203_168_211_198_807_973UL, 9_817_491_932_198_370_423UL], [random.Next(), random.Next(), random.Next()]);
    }

    // What one thread allocates for a whole day, files and all, after a first day has warmed it up.
    private static long BytesOfADay(int customers)
    {
        using TempFolder folder = new();
        ShopOptions options = new(customers, 20, 5, new DateOnly(2011, 9, 12), folder.FullPath, IsCompressed: false);
        foreach (FileKind kind in Enum.GetValues<FileKind>())
        {
            Directory.CreateDirectory(folder.File(DayWriter.Folder(kind)));
        }

        using DayWriter writer = new(options);
        Tally tally = new();
        writer.Write(10, tally, CancellationToken.None);
        long rows = tally.Files.Sum(file => file.Rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.Write(11, tally, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(tally.Files.Sum(file => file.Rows) - rows, customers / 10, long.MaxValue);
        return allocated;
    }
}
