using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// What elements of paths are called: their channel, and with <see cref="PathTransform.Frequency"/> how often it was met in brackets after it. The code of a
/// channel that was met n times is that of the channel plus (n - 1) times the number of channels.
/// </summary>
/// <param name="channels">Names of channels; index = code.</param>
/// <param name="counts">Whether elements have counts.</param>
internal sealed class PathLabels(IReadOnlyList<string> channels, bool counts)
{
    /// <summary>A name with its count, as a column.</summary>
    internal static Column Of(Column name, Column count) => Concat(name, Lit("("), count.Cast("string"), Lit(")"));

    /// <summary>The code of an element.</summary>
    /// <param name="channel">Code of its channel.</param>
    /// <param name="place">Its place in the path.</param>
    internal Column Code(Column channel, Column place) => counts
        ? channel.Cast("int").Plus(Get(Col(PathTransform.Counts), place).Minus(Lit(1)).Multiply(Lit(channels.Count)))
        : channel.Cast("int");

    /// <summary>The name of a code.</summary>
    internal string Name(int code) => counts
        ? FormattableString.Invariant($"{channels[code % channels.Count]}({(code / channels.Count) + 1})")
        : channels[code];

    /// <summary>The names of an array of codes.</summary>
    internal Column Names(Column codes) => channels.Count == 0 ? Lit(null).Cast("array<string>") : Transform(codes, Name);

    private Column Name(Column code)
    {
        Column names = Array(channels.Select(name => Lit(name)));
        if (!counts)
        {
            return Get(names, code);
        }

        Column channel = code.Mod(Lit(channels.Count));
        return Of(Get(names, channel), code.Minus(channel).Divide(Lit(channels.Count)).Plus(Lit(1)).Cast("int"));
    }
}
