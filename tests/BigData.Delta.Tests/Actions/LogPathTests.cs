using BigData.Delta.Actions;
using CsCheck;

namespace BigData.Delta.Tests.Actions;

public sealed class LogPathTests
{
    [Theory]
    [InlineData("letter=%2F%2520%25f/p.parquet", "letter=%252F%252520%2525f/p.parquet")]
    [InlineData("time=1970-01-02 08%3A45%3A00/p", "time=1970-01-02%2008%253A45%253A00/p")]
    [InlineData("data=😈/p", "data=😈/p")]
    [InlineData("a#b?c[d]{e}|f\\g^h`i\"j<k>l\nm", "a%23b%3Fc%5Bd%5D%7Be%7D%7Cf%5Cg%5Eh%60i%22j%3Ck%3El%0Am")]
    public void Paths_are_encoded_as_spark_encodes_them(string path, string encoded)
    {
        Assert.Equal(encoded, LogPath.Encode(path));
        Assert.Equal(path, LogPath.Decode(encoded));
    }

    [Fact]
    public void Every_path_comes_back_from_its_encoding() =>
        Gen.OneOf(Gen.Char[' ', '\u02FF'].Select(c => c.ToString()), Gen.Const("😀"), Gen.Const("%41"), Gen.Const("漢"))
            .Array[1, 20].Select(string.Concat).Sample(path => LogPath.Decode(LogPath.Encode(path)) == path);

    [Theory]
    [InlineData("p%20q", "/t/p q")]
    [InlineData("/abs/x", "/abs/x")]
    [InlineData("file:///abs/x%25", "/abs/x%")]
    [InlineData("file:/abs/x", "/abs/x")]
    public void The_file_system_name_is_absolute_and_decoded_once(string path, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of this test are Unix paths");
        Assert.Equal(expected, LogPath.ToFileSystem("/t", path));
    }
}
