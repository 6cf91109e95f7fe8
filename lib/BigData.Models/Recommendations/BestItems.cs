namespace BigData.Models.Recommendations;

/// <summary>The best items of one query so far: a heap with the worst of them on top.</summary>
internal sealed class BestItems(int capacity)
{
    private readonly float[] _scores = new float[capacity];
    private readonly int[] _items = new int[capacity];
    private int _count;

    /// <summary>A score below this is not wanted.</summary>
    public float Threshold => _count < capacity ? float.NegativeInfinity : _scores[0];

    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public bool Wants(float score, int item) => _count < capacity || IsBetter(score, item, _scores[0], _items[0]);

    /// <summary>Takes an item that is wanted.</summary>
    public void Add(float score, int item)
    {
        if (_count < capacity)
        {
            Rise(_count++, score, item);
        }
        else
        {
            Sink(0, score, item);
        }
    }

    /// <summary>Puts the best first; then nothing can be added any more.</summary>
    public void Sort()
    {
        int all = _count;
        while (_count > 1)
        {
            (float score, int item) = (_scores[0], _items[0]);
            _count--;
            Sink(0, _scores[_count], _items[_count]);
            (_scores[_count], _items[_count]) = (score, item);
        }

        _count = all;
    }

    // Of equal scores the lower number is better.
    private static bool IsBetter(float score, int item, float other, int otherItem) => score > other || (score == other && item < otherItem);

    private void Rise(int at, float score, int item)
    {
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (!IsBetter(_scores[parent], _items[parent], score, item))
            {
                break;
            }

            (_scores[at], _items[at]) = (_scores[parent], _items[parent]);
            at = parent;
        }

        (_scores[at], _items[at]) = (score, item);
    }

    private void Sink(int at, float score, int item)
    {
        while ((2 * at) + 1 < _count)
        {
            int child = (2 * at) + 1;
            if (child + 1 < _count && IsBetter(_scores[child], _items[child], _scores[child + 1], _items[child + 1]))
            {
                child++;
            }

            if (!IsBetter(score, item, _scores[child], _items[child]))
            {
                break;
            }

            (_scores[at], _items[at]) = (_scores[child], _items[child]);
            at = child;
        }

        (_scores[at], _items[at]) = (score, item);
    }
}
