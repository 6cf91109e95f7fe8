using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.DuckDb.Arrow;
using BigData.Models.Recommendations;
using BigData.Spark.Embedded.Sources;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Sides of models and their recommendations as Arrow data, made while they are read.</summary>
internal static class FactorBatches
{
    private const int RowsOfFactors = 1 << 14;
    private const int RowsOfRecommendations = 1 << 13;

    /// <summary>The rows of a side: id, factors.</summary>
    internal static ArrowSource Factors(ModelSide side)
    {
        Field element = new("element", FloatType.Default, nullable: false);
        Schema schema = new([new Field(TableScan.ColumnName(0), Int32Type.Default, false), new Field(TableScan.ColumnName(1), new ListType(element), false)], null);
        return ArrowSource.FromPartition(schema, _ => Batches(), side.Ids.Length);

        IEnumerable<RecordBatch> Batches()
        {
            for (int start = 0; start < side.Ids.Length; start += RowsOfFactors)
            {
                int length = Math.Min(RowsOfFactors, side.Ids.Length - start);
                yield return new RecordBatch(schema, [Ids(side.Ids.AsSpan(start, length)), Lists(schema, side.Factors, start, length)], length);
            }
        }
    }

    /// <summary>For rows of one side the best of the other: id, list of (id, rating).</summary>
    /// <param name="side">The side that is asked for.</param>
    /// <param name="rows">Rows of it.</param>
    /// <param name="others">The other side.</param>
    /// <param name="name">The name of the other side's ids.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="threads">How many threads work; 0 for one each processor.</param>
    internal static ArrowSource Recommendations(ModelSide side, int[] rows, ModelSide others, string name, int count, int threads)
    {
        StructType pair = new([new Field(name, Int32Type.Default, true), new Field("rating", FloatType.Default, true)]);
        ListType list = new(new Field("element", pair, nullable: true));
        Schema schema = new([new Field(TableScan.ColumnName(0), Int32Type.Default, false), new Field(TableScan.ColumnName(1), list, true)], null);
        return ArrowSource.FromPartition(schema, request => Batches(request.Token), rows.Length);

        IEnumerable<RecordBatch> Batches(CancellationToken token)
        {
            for (int start = 0; start < rows.Length; start += RowsOfRecommendations)
            {
                ReadOnlyMemory<int> block = rows.AsMemory(start, Math.Min(RowsOfRecommendations, rows.Length - start));
                TopNResult best = others.Search.Find(side.Factors, block, count, excluded: null, threads, token);
                int[] ids = new int[block.Length];
                for (int i = 0; i < ids.Length; i++)
                {
                    ids[i] = side.Ids[block.Span[i]];
                }

                yield return new RecordBatch(schema, [Ids(ids), Pairs(list, pair, best, others.Ids)], ids.Length);
            }
        }
    }

    private static Int32Array Ids(ReadOnlySpan<int> ids) => new(Buffer(ids), ArrowBuffer.Empty, ids.Length, 0, 0);

    private static ListArray Lists(Schema schema, FactorMatrix factors, int start, int length)
    {
        float[] values = new float[length * factors.Rank];
        for (int i = 0; i < length; i++)
        {
            factors.Row(start + i).CopyTo(values.AsSpan(i * factors.Rank));
        }

        FloatArray elements = new(Buffer<float>(values), ArrowBuffer.Empty, values.Length, 0, 0);
        int[] offsets = [.. Enumerable.Range(0, length + 1).Select(i => i * factors.Rank)];
        return new ListArray(schema.FieldsList[1].DataType, length, Buffer<int>(offsets), elements, ArrowBuffer.Empty);
    }

    private static ListArray Pairs(ListType list, StructType pair, TopNResult best, int[] otherIds)
    {
        int[] offsets = new int[best.Rows + 1];
        for (int row = 0; row < best.Rows; row++)
        {
            offsets[row + 1] = offsets[row] + best.Items(row).Length;
        }

        int[] ids = new int[offsets[^1]];
        float[] ratings = new float[ids.Length];
        for (int row = 0; row < best.Rows; row++)
        {
            best.Scores(row).CopyTo(ratings.AsSpan(offsets[row]));
            for (int i = offsets[row]; i < offsets[row + 1]; i++)
            {
                ids[i] = otherIds[best.Items(row)[i - offsets[row]]];
            }
        }

        StructArray pairs = new(pair, ids.Length, [Ids(ids), new FloatArray(Buffer<float>(ratings), ArrowBuffer.Empty, ratings.Length, 0, 0)], ArrowBuffer.Empty);
        return new ListArray(list, best.Rows, Buffer<int>(offsets), pairs, ArrowBuffer.Empty);
    }

    private static ArrowBuffer Buffer<T>(ReadOnlySpan<T> values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values).ToArray());
}
