using System.Globalization;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// A rule that makes paths shorter, as in Google's fractribution and in Snowplow's packages; the touches that go get no credit. For the
/// path X X Y X Z Z Y the summaries show the result.
/// </summary>
public abstract record PathTransform
{
    private protected PathTransform()
    {
    }

    /// <summary>Nothing is removed (called <c>unique</c> there): X X Y X Z Z Y.</summary>
    public static PathTransform Unique { get; } = new Identity();

    /// <summary>Of consecutive touches of a channel the first stays (called <c>exposure</c> there): X Y X Z Y.</summary>
    public static PathTransform CollapseRepeats { get; } = new Collapse();

    /// <summary>Of all touches of a channel the first stays: X Y Z.</summary>
    public static PathTransform First { get; } = new FirstOfChannel();

    /// <summary>
    /// Of all touches of a channel the first stays and carries how many there were: X(3) Y(2) Z(2). Models tell a channel's counts apart; its credit is the sum over
    /// them, and it has no removal effect. Only the last transform can be this one.
    /// </summary>
    public static PathTransform Frequency { get; } = new FrequencyOfChannel();

    /// <summary>Only the last touches stay; with 3: Z Z Y.</summary>
    /// <param name="touches">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static PathTransform Trim(int touches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(touches, 1);
        return new TrimTo(touches);
    }

    /// <summary>A channel goes, unless nothing would remain; with X: Y Z Z Y.</summary>
    /// <param name="channel">Name of the channel.</param>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    public static PathTransform RemoveIfNotAll(string channel)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        return new RemoveChannel(channel);
    }

    /// <summary>A channel goes from the end, unless nothing would remain; with Y: X X Y X Z Z.</summary>
    /// <param name="channel">Name of the channel.</param>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    public static PathTransform RemoveIfLastAndNotAll(string channel)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        return new RemoveLast(channel);
    }

    /// <summary>Reads a transform as <see cref="ToString"/> writes it, for example <c>trim(3)</c> or <c>remove_if_not_all(direct)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">There is no such transform; the message lists all.</exception>
    public static PathTransform Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().TrimEnd(')').Split('(', 2, StringSplitOptions.TrimEntries);
        string argument = parts.Length == 2 ? parts[1] : "";
        return (parts[0], argument.Length > 0) switch
        {
            ("unique", false) => Unique,
            ("exposure", false) => CollapseRepeats,
            ("first", false) => First,
            ("frequency", false) => Frequency,
            ("trim", true) when int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int touches) && touches > 0 => Trim(touches),
            ("remove_if_not_all", true) => RemoveIfNotAll(argument),
            ("remove_if_last_and_not_all", true) => RemoveIfLastAndNotAll(argument),
            _ => throw new FormatException(
                $"There is no path transform '{text}'; expected unique, exposure, first, frequency, trim(N), remove_if_not_all(CHANNEL) or remove_if_last_and_not_all(CHANNEL)"),
        };
    }

    /// <summary>How the transform is written in the settings of a result, for example <c>trim(3)</c>.</summary>
    public abstract override string ToString();

    /// <summary>Applies the rule to a column of arrays.</summary>
    /// <param name="frame">A frame.</param>
    /// <param name="path">Name of the column; its arrays are not empty and stay so.</param>
    /// <param name="channelOf">The channel of an element, as a code or a name.</param>
    /// <param name="literal">A channel's name as <paramref name="channelOf"/> gives it.</param>
    internal abstract DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal);

    /// <summary>Column with how many touches the elements of the path stand for; only <see cref="Frequency"/> makes it.</summary>
    internal const string Counts = "path_counts";

    /// <summary>The last touches of a path.</summary>
    internal static Column Last(Column path, int touches) =>
        When(Size(path).Gt(Lit(touches)), Slice(path, Lit(-touches), Lit(touches))).Otherwise(path);

    private sealed record Identity : PathTransform
    {
        public override string ToString() => "unique";

        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) => frame;
    }

    private sealed record Collapse : PathTransform
    {
        public override string ToString() => "exposure";

        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) =>
            frame.WithColumn(path, Filter(Col(path), (touch, i) =>
                i.EqualTo(Lit(0)).Or(channelOf(touch).NotEqual(channelOf(Get(Col(path), i.Minus(Lit(1))))))));
    }

    private record FirstOfChannel : PathTransform
    {
        protected const string Channels = "path_channels";

        public override string ToString() => "first";

        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) =>
            Shortened(frame, path, channelOf).Drop(Channels);

        // With the channels of the whole path beside it.
        protected static DataFrame Shortened(DataFrame frame, string path, Func<Column, Column> channelOf) =>
            frame.WithColumn(Channels, Transform(Col(path), touch => channelOf(touch)))
                .WithColumn(path, Filter(Col(path), (touch, i) => ArrayPosition(Col(Channels), channelOf(touch)).EqualTo(i.Plus(Lit(1)))));
    }

    private sealed record FrequencyOfChannel : FirstOfChannel
    {
        public override string ToString() => "frequency";

        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) =>
            Shortened(frame, path, channelOf)
                .WithColumn(Counts, Transform(Col(path), touch => Size(Col(Channels)).Minus(Size(ArrayRemove(Col(Channels), channelOf(touch))))))
                .Drop(Channels);
    }

    private sealed record TrimTo(int Touches) : PathTransform
    {
        public override string ToString() => $"trim({Touches})";

        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) =>
            frame.WithColumn(path, Last(Col(path), Touches));
    }

    private sealed record RemoveChannel(string Channel) : PathTransform
    {
        private const string Rest = "path_rest";

        public override string ToString() => $"remove_if_not_all({Channel})";

        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) =>
            frame.WithColumn(Rest, Filter(Col(path), touch => channelOf(touch).NotEqual(literal(Channel))))
                .WithColumn(path, When(Size(Rest).Gt(Lit(0)), Col(Rest)).Otherwise(Col(path)))
                .Drop(Rest);
    }

    private sealed record RemoveLast(string Channel) : PathTransform
    {
        private const string FromEnd = "path_from_end";

        public override string ToString() => $"remove_if_last_and_not_all({Channel})";

        // The place of the last other channel, counted from the end; 0 where there is none.
        internal override DataFrame Apply(DataFrame frame, string path, Func<Column, Column> channelOf, Func<string, Column> literal) =>
            frame.WithColumn(FromEnd, ArrayPosition(Transform(Reverse(path), touch => channelOf(touch).NotEqual(literal(Channel))), Lit(true)).Cast("int"))
                .WithColumn(path, When(Col(FromEnd).Gt(Lit(1)), Slice(path, Lit(1), Size(path).Minus(Col(FromEnd)).Plus(Lit(1)))).Otherwise(Col(path)))
                .Drop(FromEnd);
    }
}
