using System.Text;
using BigData.Spark.Embedded.Sources.Csv;
using CsCheck;

namespace BigData.Spark.Embedded.Tests.Sources.Csv;

public sealed class CsvTokenizerTests
{
    // Records in brackets, fields between bars, - for a field without any character. All were read so by Spark's own parser.
    [Theory]
    [InlineData("a,b\nc,d\n", "[a|b][c|d]")]
    [InlineData("a,b", "[a|b]")]
    [InlineData("a,", "[a|-]")]
    [InlineData("a,\n", "[a|-]")]
    [InlineData("a,,\n", "[a|-|-]")]
    [InlineData(",\n", "[-|-]")]
    [InlineData("a\n\nb\n", "[a][b]")]
    [InlineData("  \na\n", "[  ][a]")]
    [InlineData("\"\"", "[]")]
    [InlineData("a,\"b\"", "[a|b]")]
    [InlineData("\"a,b\",c\n", "[a,b|c]")]
    [InlineData("\"a\nb\",c\n", "[a\nb|c]")]
    [InlineData("\"a\" ,b\n", "[a|b]")]
    [InlineData("\"a\" x,b\n", "[\"a\" x|b]")]
    [InlineData("\"a\"x,b\n", "[\"a\"x|b]")]
    [InlineData("a\"b\"c,d\n", "[a\"b\"c|d]")]
    [InlineData("x\n\"un\nterm", "[x][un\nterm]")]
    [InlineData("\"", "[\"]")]
    [InlineData("a\r\nb\r\n", "[a][b]")]
    [InlineData("\"x\r\ny\"\r\nz\r\n", "[x\ny][z]")]
    [InlineData("a,b\r\nx\ny,z\r\n", "[a|b][x\ny|z]")]
    [InlineData("a\rb\r", "[a][b]")]
    public void Text_is_cut_as_in_Spark(string text, string records)
    {
        Assert.Equal(records, Read(text, '\\'));
        Assert.Equal(records, Read(text, '"'));
    }

    [Theory]
    [InlineData("\"a\"\"b\"\n", '"', "[a\"b]")]
    [InlineData("\"a\"\"b\"\n", '\\', "[\"a\"\"b\"]")]
    [InlineData("\"a\\\"b\"\n", '\\', "[a\"b]")]
    [InlineData("\"a\\\\\",b\n", '\\', "[a\\|b]")]
    [InlineData("\"a\\nb\",c\n", '\\', "[a\\nb|c]")]
    [InlineData("\"a\\\"\n", '"', "[a\\]")]
    [InlineData("\"a\", ,\",bc\t\"\" é\"", '\\', "[a| |\",bc\t\"\" é\"\"]")]
    public void Escapes_in_quotes_are_read_as_in_Spark(string text, char escape, string records) => Assert.Equal(records, Read(text, escape));

    [Theory]
    [InlineData(" x , \" y\" \n", "[x| y]")]
    [InlineData("  ,\n", "[-|-]")]
    public void Blanks_are_trimmed_outside_of_quotes(string text, string records)
        => Assert.Equal(records, Read(text, '\\', dialect => dialect with { TrimLeft = true, TrimRight = true }));

    [Fact]
    public void Comments_are_left_out_where_they_begin_the_record()
        => Assert.Equal("[1|2][ #3|4]", Read("#x,y\n1,2\n #3,4\n", '\\', dialect => dialect with { Comment = (byte)'#' }));

    [Fact]
    public void A_record_with_too_many_columns_is_refused()
        => Assert.Throws<CsvLimitException>(() => Read("1,2,3\n", '\\', dialect => dialect with { MaxColumns = 2 }));

    [Fact]
    public void Where_the_window_ends_does_not_change_what_is_read()
    {
        Gen<string> text = Gen.Int[0, 10].Array[0, 60].Select(parts => string.Concat(parts.Select(i =>
            new[] { "a", "bcd", ",", ",", "\"", "\"", "\\", "\n", "\r\n", " ", "é" }[i])));
        Gen.Select(text, Gen.Int[1, 9], Gen.Bool).Sample(
            (t, step, slash) => Assert.Equal(Read(t, slash ? '\\' : '"'), Read(t, slash ? '\\' : '"', step: step)), seed: "0000KOIKKeB1", iter: 20_000);
    }

    private static string Read(string text, char escape, Func<CsvDialect, CsvDialect>? change = null, int step = int.MaxValue)
    {
        CsvDialect dialect = new((byte)',', (byte)'"', (byte)escape, escape == '"' ? (byte)0 : (byte)escape, 0, TrimLeft: false, TrimRight: false);
        CsvTokenizer tokens = new(change is null ? dialect : change(dialect));
        byte[] data = Encoding.UTF8.GetBytes(text);
        int first = data.AsSpan().IndexOfAny((byte)'\n', (byte)'\r');
        if (first >= 0 && data[first] == '\r')
        {
            tokens.SetLineEnd((byte)'\r', first + 1 < data.Length && data[first + 1] == '\n' ? (byte)'\n' : (byte)0);
        }

        // What lies behind the data must not matter: it is full of quotes here.
        byte[] buffer = [.. data, .. Enumerable.Repeat((byte)'"', CsvTokenizer.Slack)];
        int end = Math.Min(step, data.Length);
        tokens.SetData(buffer, 0, end, end == data.Length);
        StringBuilder records = new();
        while (true)
        {
            if (tokens.Read())
            {
                IEnumerable<string> fields = Enumerable.Range(0, tokens.FieldCount)
                    .Select(i => tokens.Field(i, out bool isMissing) is var field && isMissing ? "-" : Encoding.UTF8.GetString(field));
                records.Append('[').AppendJoin('|', fields).Append(']');
            }
            else if (end == data.Length)
            {
                return records.ToString();
            }
            else
            {
                end = Math.Min(data.Length, end + step);
                tokens.SetData(buffer, tokens.Position, end, end == data.Length);
            }
        }
    }
}
