namespace BigData.Models;

/// <summary>How often paths step from one channel to the next: the counts of the chain of order 1.</summary>
public sealed class PathTransitions
{
    private readonly double[] _counts;

    /// <summary>Counts the steps of all paths, each as often as the path has conversions and nulls.</summary>
    /// <param name="paths">The paths.</param>
    public PathTransitions(PathTable paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Channels = paths.Channels;
        _counts = new double[(Channels + 1) * (Channels + 2)];
        for (int i = 0; i < paths.Count; i++)
        {
            int from = Start;
            foreach (int channel in paths.Path(i))
            {
                At(from, channel) += paths.Conversions(i) + paths.Nulls(i);
                from = channel;
            }

            At(from, Conversion) += paths.Conversions(i);
            At(from, Null) += paths.Nulls(i);
        }
    }

    /// <summary>The number of channels.</summary>
    public int Channels { get; }

    /// <summary>The state before the first touch; only ever left.</summary>
    public int Start => Channels;

    /// <summary>The state after a conversion; only ever entered.</summary>
    public int Conversion => Channels;

    /// <summary>The state after a path without conversion; only ever entered.</summary>
    public int Null => Channels + 1;

    /// <summary>How often the step was taken.</summary>
    /// <param name="from">A channel or <see cref="Start"/>.</param>
    /// <param name="to">A channel, <see cref="Conversion"/> or <see cref="Null"/>.</param>
    public double Count(int from, int to) => At(from, to);

    private ref double At(int from, int to) => ref _counts[(from * (Channels + 2)) + to];
}
