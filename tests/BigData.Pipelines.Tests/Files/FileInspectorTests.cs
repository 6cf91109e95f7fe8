using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using BigData.Pipelines.Files;
using CsCheck;

namespace BigData.Pipelines.Tests.Files;

public sealed class FileInspectorTests : IDisposable
{
    private static readonly string[] Columns = ["id", "name"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_file_is_accepted_with_size_and_hash()
    {
        FileReport report = Inspect("id,name\n1,a\n");
        Assert.Equal(FileVerdict.Accepted, report.Verdict);
        Assert.Equal(12, report.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("id,name\n1,a\n"u8)), report.Hash);
        Assert.Equal([new HeaderColumn("id", true), new HeaderColumn("name", true)], report.Header);
    }

    [Fact]
    public void A_compressed_file_is_hashed_as_delivered()
    {
        byte[] bytes = Gzip("id,name\n1,a\n"u8.ToArray());
        FileReport report = InspectBytes("a.csv.gz", bytes);
        Assert.Equal(FileVerdict.Accepted, report.Verdict);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), report.Hash);
        Assert.Equal(bytes.Length, report.Size);
    }

    [Theory]
    [InlineData("name,id\n1,2\n", "name,id")]
    [InlineData("\uFEFFid,name\n1,2\n", "id,name")]
    [InlineData("\"id\",\"name\"\r\n1,2\r\n", "id,name")]
    [InlineData("ID, Name \n1,2\n", "id,name")]
    [InlineData("\nid,name\n1,2", "id,name")]
    public void Order_quotes_case_and_byte_order_mark_do_not_matter(string text, string expected)
    {
        FileReport report = Inspect(text);
        Assert.Equal(FileVerdict.Accepted, report.Verdict);
        Assert.Equal(expected.Split(','), report.Header.Select(column => column.Name));
    }

    [Fact]
    public void A_column_that_the_contract_does_not_know_is_kept_as_such()
    {
        FileReport report = Inspect("id,extra,name,\n1,2,3,4\n");
        Assert.Equal(FileVerdict.Accepted, report.Verdict);
        Assert.Equal([("extra", false), ("_c3", false)], report.Header.Where(column => !column.IsKnown).Select(column => (column.Name, column.IsKnown)));
    }

    [Theory]
    [InlineData("", "empty file: 0 bytes")]
    [InlineData("\uFEFF", "empty file: no header")]
    [InlineData("\n\n", "empty file: no header")]
    [InlineData("id\n1\n", "missing column name")]
    [InlineData("x\n1\n", "missing columns id, name")]
    [InlineData("id,name,ID\n1,2,3\n", "column 'id' is twice in the header")]
    [InlineData("id,name,_batch\n1,2,3\n", "column '_batch' has a name that is kept for the runner")]
    public void A_bad_header_is_set_aside_with_its_reason(string text, string reason)
    {
        FileReport report = Inspect(text);
        Assert.Equal((FileVerdict.SetAside, reason), (report.Verdict, report.Reason));
        Assert.NotNull(report.Hash);
    }

    [Theory]
    [InlineData("id,name\n")]
    [InlineData("id,name")]
    [InlineData("id,name\r\n\r\n  \n")]
    public void A_header_alone_holds_no_record(string text) => Assert.Equal(FileVerdict.HeaderOnly, Inspect(text).Verdict);

    [Fact]
    public void Another_encoding_is_set_aside_with_the_place()
    {
        byte[] latin = Encoding.Latin1.GetBytes("id,name\n1,caf\u00e9\n");
        Assert.Equal("not UTF-8 text: invalid byte at 13", InspectBytes("a.csv", latin).Reason);
        byte[] wide = Encoding.Unicode.GetBytes("id,name\n1,a\n");
        Assert.Equal("not UTF-8 text: NUL at byte 1", InspectBytes("b.csv", wide).Reason);
    }

    [Fact]
    public void A_truncated_or_damaged_gzip_is_set_aside()
    {
        byte[] whole = Gzip(Encoding.UTF8.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},{i * 7919}\n"))));
        Assert.Equal("broken gzip: truncated or damaged", InspectBytes("cut.csv.gz", whole[..(whole.Length / 2)]).Reason);
        Assert.Equal("broken gzip: truncated or damaged", InspectBytes("tail.csv.gz", whole[..^5]).Reason);
        byte[] damaged = [.. whole];
        damaged[whole.Length / 2] ^= 0x55;
        Assert.Equal(FileVerdict.SetAside, InspectBytes("damaged.csv.gz", damaged).Verdict);
        Assert.Equal("broken gzip: truncated or damaged", InspectBytes("text.csv.gz", "id,name\n1,a\n"u8.ToArray()).Reason);
    }

    [Fact]
    public void Every_cut_of_a_gzip_is_found()
    {
        byte[] whole = Gzip("id,name\n1,a\n2,b\n"u8.ToArray());
        for (int length = 1; length < whole.Length; length++)
        {
            Assert.Equal((length, FileVerdict.SetAside), (length, InspectBytes("cut.csv.gz", whole[..length]).Verdict));
        }
    }

    [Fact]
    public void A_gzip_of_several_members_is_one_file_and_its_cuts_are_found()
    {
        byte[] whole = [.. Gzip("id,name\n1,a\n"u8.ToArray()), .. Gzip("2,bb\n3,c\n"u8.ToArray())];
        Assert.Equal(FileVerdict.Accepted, InspectBytes("a.csv.gz", whole).Verdict);
        Assert.Equal(FileVerdict.SetAside, InspectBytes("b.csv.gz", whole[..^1]).Verdict);
        Assert.Equal(FileVerdict.SetAside, InspectBytes("c.csv.gz", whole[..^9]).Verdict);
    }

    [Fact]
    public void The_hash_covers_the_whole_file_even_when_it_is_bad()
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes("id,name\n\u00e9"), .. new byte[1 << 20]];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), InspectBytes("a.csv", bytes).Hash);
    }

    [Fact]
    public void A_known_version_is_unchanged_and_another_of_the_same_size_is_not()
    {
        FileReport first = Inspect("id,name\n1,a\n");
        LandingFile file = first.File;
        FileInspector inspector = new(Columns);
        Assert.Equal(FileVerdict.Unchanged, inspector.Inspect(file, (first.Size!.Value, first.Hash!), TestContext.Current.CancellationToken).Verdict);
        File.WriteAllText(file.FullPath, "id,name\n1,b\n");
        Assert.Equal(FileVerdict.Accepted, inspector.Inspect(file, (first.Size!.Value, first.Hash!), TestContext.Current.CancellationToken).Verdict);
    }

    [Fact]
    public void A_name_that_engines_read_as_a_pattern_is_set_aside()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow such names");
        FileReport report = InspectBytes("a[1].csv", "id,name\n1,a\n"u8.ToArray());
        Assert.StartsWith("the path holds one of", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_pieces_is_judged_as_the_whole() => Gen.Select(Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 60], Gen.Int[1, 7]).Sample((text, size) =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes("id,name\n" + text);
        CsvText whole = new();
        CsvText pieces = new();
        Assert.Null(whole.Take(bytes));
        foreach (byte[] piece in bytes.Chunk(size))
        {
            Assert.Null(pieces.Take(piece));
        }

        Assert.Null(pieces.Finish());
        Assert.Equal(whole.HasRecords, pieces.HasRecords);
        Assert.Equal(whole.HeaderNames(), pieces.HeaderNames());
    });

    [Fact]
    public void A_sequence_that_is_cut_at_the_end_is_invalid()
    {
        CsvText text = new();
        Assert.Null(text.Take([.. "id\n"u8, 0xE2, 0x82]));
        Assert.Equal("not UTF-8 text: invalid byte at 3", text.Finish());
    }

    private FileReport Inspect(string text) => InspectBytes("a.csv", [.. Encoding.UTF8.GetBytes(text)]);

    private FileReport InspectBytes(string name, byte[] bytes)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, bytes);
        return new FileInspector(Columns).Inspect(new LandingFile(name, path), null, TestContext.Current.CancellationToken);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
