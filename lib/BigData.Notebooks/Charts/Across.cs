namespace BigData.Notebooks.Charts;

/// <summary>The axis across: numbers have round ticks, days and times ticks at their own values, anything else stands side by side in the order of the frame.</summary>
internal sealed class Across
{
    private readonly Dictionary<string, int>? _order;
    private readonly NiceScale? _numbers;
    private readonly List<(double At, string Label)> _places;
    private readonly double _least;
    private readonly double _most;

    private Across(ChartData data, bool needsNumbers)
    {
        ChartRow[] rows = [.. data.Rows.Where(row => row.X is not null)];
        bool isTime = rows.Length > 0 && Array.TrueForAll(rows, row => row.X is DateOnly or DateTime or DateTimeOffset);
        bool isNumber = rows.Length > 0 && !isTime && Array.TrueForAll(rows, row => row.X is not (string or bool or null) && row.X.GetType().IsValueType);
        if (isNumber)
        {
            double[] values = [.. rows.Select(row => ChartData.Number(row.X, data.XName) ?? 0)];
            _numbers = new NiceScale(values.Min(), values.Max(), fromZero: false);
            _places = [];
            return;
        }

        if (!isTime)
        {
            if (needsNumbers && rows.Length > 0)
            {
                _ = ChartData.Number(rows[0].X, data.XName);
            }

            _order = data.Labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i, StringComparer.Ordinal);
            _most = Math.Max(1, data.Labels.Count - 1);
        }
        else
        {
            (_least, _most) = (rows.Min(row => Ticks(row.X!)), rows.Max(row => Ticks(row.X!)));
        }

        _places = [.. data.Rows.DistinctBy(row => row.Label, StringComparer.Ordinal).Select(row => (At(row), row.Label)).OrderBy(place => place.Item1)];
    }

    public static Across Of(ChartData data, bool needsNumbers) => new(data, needsNumbers);

    /// <summary>Where a row lies, from 0 to 1.</summary>
    public double At(ChartRow row)
    {
        if (_numbers is not null)
        {
            return _numbers.At(ChartData.Number(row.X, string.Empty) ?? _numbers.Least);
        }

        double value = _order is null ? (row.X is null ? _least : Ticks(row.X)) : _order[row.Label];
        return _most > _least ? (value - _least) / (_most - _least) : 0.5;
    }

    public IEnumerable<(double At, string Label)> Ticks(int most)
    {
        if (_numbers is not null)
        {
            return _numbers.Ticks.Select(tick => (_numbers.At(tick), NiceScale.Text(tick)));
        }

        int step = Math.Max(1, (int)Math.Ceiling((_places.Count - 1) / (double)(most - 1)));
        return _places.Where((_, i) => i % step == 0);
    }

    private static double Ticks(object value) => value switch
    {
        DateOnly day => day.DayNumber,
        DateTime time => time.Ticks / (double)TimeSpan.TicksPerDay,
        DateTimeOffset time => time.UtcTicks / (double)TimeSpan.TicksPerDay,
        _ => 0,
    };
}
