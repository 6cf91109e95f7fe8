using Apache.Arrow;
using BigData.Spark.Arrow;
using BigData.Spark.Connect.Uploads;

namespace BigData.Spark.Connect.Tests.Uploads;

public sealed class ArrowPiecesTests
{
    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(1, new[] { 1 })]
    [InlineData(25_000, new[] { 10_000, 10_000, 5_000 })]
    public void Each_piece_is_a_stream_of_its_own_and_together_they_hold_all_rows(int rows, int[] expected)
    {
        ReadOnlyMemory<byte> stream = Answers.Stream(Enumerable.Range(0, rows).Select(i => (long)i));

        var pieces = ArrowPieces.Cut(stream).Select(parts => ArrowStreams.Read(parts.SelectMany(part => part.ToArray()).ToArray())).ToList();

        Assert.Equal(expected, pieces.Select(piece => piece.Batches.Sum(batch => batch.Length)));
        long[] values = [.. pieces.SelectMany(piece => piece.Batches).SelectMany(batch => ((Int64Array)batch.Column(0)).Values.ToArray())];
        Assert.Equal(Enumerable.Range(0, rows).Select(i => (long)i), values);
    }
}
