namespace BigData.Models.Recommendations;

/// <summary>Lists of columns with values, one list a row (compressed sparse rows); columns of a row rise.</summary>
public sealed class SparseRows
{
    private SparseRows(int columnCount, int[] offsets, int[] columns, float[] values)
    {
        ColumnCount = columnCount;
        Offsets = offsets;
        ColumnsOfAll = columns;
        ValuesOfAll = values;
    }

    /// <summary>How many rows there are; a row may be empty.</summary>
    public int RowCount => Offsets.Length - 1;

    /// <summary>Columns are from 0 up to this number, not included.</summary>
    public int ColumnCount { get; }

    /// <summary>How many cells all rows have together.</summary>
    public int Count => ColumnsOfAll.Length;

    internal int[] Offsets { get; }

    private int[] ColumnsOfAll { get; }

    private float[] ValuesOfAll { get; }

    /// <summary>Sorts cells into rows. Cells may come in any order and the same cell may come several times; all of them are kept.</summary>
    /// <param name="rows">The row of each cell, from 0.</param>
    /// <param name="columns">The column of each cell, from 0.</param>
    /// <param name="values">The value of each cell: a finite number.</param>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="columnCount">How many columns there are.</param>
    /// <returns>The lists. They do not depend on the order of the cells.</returns>
    /// <exception cref="ArgumentException">Lengths differ, an index is out of range, or a value is not finite; the message names the position.</exception>
    public static SparseRows FromCells(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int rowCount, int columnCount)
    {
        Check(rows, columns, values, rowCount, columnCount);
        int[] offsets = Starts(columns, columnCount);
        int[] next = offsets.AsSpan(0, columnCount).ToArray();
        int[] others = new int[rows.Length];
        float[] sorted = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int at = next[columns[i]]++;
            others[at] = rows[i];
            sorted[at] = values[i];
        }

        // The cells lie by column now; taking them in that order makes the columns of each row rise.
        SparseRows result = new SparseRows(rowCount, offsets, others, sorted).Transpose();
        result.SortRepeats();
        return result;
    }

    /// <summary>The columns of a row, rising.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>The columns.</returns>
    public ReadOnlySpan<int> Columns(int row) => ColumnsOfAll.AsSpan(Offsets[row], Length(row));

    /// <summary>The values of a row, in the order of <see cref="Columns"/>.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>The values.</returns>
    public ReadOnlySpan<float> Values(int row) => ValuesOfAll.AsSpan(Offsets[row], Length(row));

    /// <summary>How many cells a row has.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>The count.</returns>
    public int Length(int row) => Offsets[row + 1] - Offsets[row];

    /// <summary>The same cells with rows and columns exchanged.</summary>
    /// <returns>New lists.</returns>
    public SparseRows Transpose()
    {
        int[] offsets = Starts(ColumnsOfAll, ColumnCount);
        int[] next = offsets.AsSpan(0, ColumnCount).ToArray();
        int[] others = new int[Count];
        float[] values = new float[Count];
        for (int row = 0; row < RowCount; row++)
        {
            for (int i = Offsets[row]; i < Offsets[row + 1]; i++)
            {
                int at = next[ColumnsOfAll[i]]++;
                others[at] = row;
                values[at] = ValuesOfAll[i];
            }
        }

        return new SparseRows(RowCount, offsets, others, values);
    }

    private static int[] Starts(ReadOnlySpan<int> keys, int count)
    {
        int[] offsets = new int[count + 1];
        foreach (int key in keys)
        {
            offsets[key + 1]++;
        }

        for (int i = 0; i < count; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        return offsets;
    }

    // Values of the same cell came in the order of the input, which is not to matter.
    private void SortRepeats()
    {
        for (int row = 0; row < RowCount; row++)
        {
            int end = Offsets[row + 1];
            for (int i = Offsets[row] + 1; i < end; i++)
            {
                int first = i - 1;
                while (i < end && ColumnsOfAll[i] == ColumnsOfAll[first])
                {
                    i++;
                }

                if (i - first > 1)
                {
                    ValuesOfAll.AsSpan(first, i - first).Sort();
                }
            }
        }
    }

    private static void Check(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, int rowCount, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        if (rows.Length != columns.Length || rows.Length != values.Length)
        {
            throw new ArgumentException($"Cells need as many rows as columns and values; got {rows.Length} rows, {columns.Length} columns and {values.Length} values.", nameof(values));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)rowCount || (uint)columns[i] >= (uint)columnCount)
            {
                throw new ArgumentException($"Cell {i} is at row {rows[i]}, column {columns[i]}; expected a row below {rowCount} and a column below {columnCount}.", nameof(rows));
            }

            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"Cell {i} (row {rows[i]}, column {columns[i]}) has the value {values[i]}; expected a finite number. Leave such cells out.", nameof(values));
            }
        }
    }
}
