using System.Numerics;

namespace BigData.Models;

/// <summary>Finds the number of a path by its channels: open addressing over the table, so that a look-up makes no garbage.</summary>
internal sealed class PathIndex
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly int[] _slots;

    internal PathIndex(PathTable paths)
    {
        Paths = paths;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, paths.Count * 2))];
        for (int i = 0; i < paths.Count; i++)
        {
            int slot = Slot(paths.Path(i));
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    internal PathTable Paths { get; }

    /// <summary>The number of the path, or -1.</summary>
    internal int Find(ReadOnlySpan<int> path)
    {
        for (int slot = Slot(path); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (Paths.Path(_slots[slot] - 1).SequenceEqual(path))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    private int Slot(ReadOnlySpan<int> path)
    {
        ulong hash = (ulong)path.Length;
        foreach (int channel in path)
        {
            hash = BitOperations.RotateLeft((hash ^ (uint)channel) * Multiplier, 29);
        }

        return (int)((hash * Multiplier) >> 32) & (_slots.Length - 1);
    }
}
