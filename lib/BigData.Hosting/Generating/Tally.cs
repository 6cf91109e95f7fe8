namespace BigData.Hosting.Generating;

/// <summary>What was written, by kind of file: the numbers that must come out of the lakehouse again.</summary>
internal sealed class RowTally
{
    /// <summary>Good records, each counted once.</summary>
    public long Rows { get; set; }

    public long Copies { get; set; }

    public long Late { get; set; }

    public long Untidy { get; set; }

    public long[] Broken { get; } = new long[3];

    public void Add(RowTally other)
    {
        Rows += other.Rows;
        Copies += other.Copies;
        Late += other.Late;
        Untidy += other.Untidy;
        for (int i = 0; i < Broken.Length; i++)
        {
            Broken[i] += other.Broken[i];
        }
    }
}

/// <summary>What a channel did.</summary>
internal sealed class ChannelTally
{
    /// <summary>A millionth of a conversion is the unit of credit, so that sums do not depend on their order.</summary>
    public const long Micro = 1_000_000;

    public long Touches { get; set; }

    /// <summary>In 1/10,000 of the currency.</summary>
    public long Cost { get; set; }

    /// <summary>Journeys with the channel whose outcome lies within the days.</summary>
    public long Journeys { get; set; }

    /// <summary>Conversions that the effect of the channel leads one to expect, in 1/10,000.</summary>
    public long Expected { get; set; }

    /// <summary>The channel's part in the conversions that happened, in <see cref="Micro"/>.</summary>
    public long Credit { get; set; }

    /// <summary>Its part in the value of their orders, in <see cref="Micro"/> of a hundredth of the currency.</summary>
    public Int128 Value { get; set; }

    public void Add(ChannelTally other)
    {
        Touches += other.Touches;
        Cost += other.Cost;
        Journeys += other.Journeys;
        Expected += other.Expected;
        Credit += other.Credit;
        Value += other.Value;
    }
}

/// <summary>What a class of accounts did.</summary>
internal sealed class ClassTally
{
    public long Customers { get; set; }

    public long Journeys { get; set; }

    public long Orders { get; set; }

    /// <summary>Value of the orders without returns, in hundredths of the currency.</summary>
    public long Value { get; set; }

    public void Add(ClassTally other)
    {
        Customers += other.Customers;
        Journeys += other.Journeys;
        Orders += other.Orders;
        Value += other.Value;
    }
}

/// <summary>The counts of a day or of several.</summary>
internal sealed class Tally
{
    public RowTally[] Files { get; } = [.. Enum.GetValues<FileKind>().Select(_ => new RowTally())];

    public ChannelTally[] Channels { get; } = [.. ShopPlan.Channels.Select(_ => new ChannelTally())];

    public ClassTally[] Classes { get; } = [.. ShopPlan.Classes.Select(_ => new ClassTally())];

    public long Journeys { get; set; }

    public long Conversions { get; set; }

    public long Returns { get; set; }

    public void Add(Tally other)
    {
        Journeys += other.Journeys;
        Conversions += other.Conversions;
        Returns += other.Returns;
        for (int i = 0; i < Files.Length; i++)
        {
            Files[i].Add(other.Files[i]);
        }

        for (int i = 0; i < Channels.Length; i++)
        {
            Channels[i].Add(other.Channels[i]);
        }

        for (int i = 0; i < Classes.Length; i++)
        {
            Classes[i].Add(other.Classes[i]);
        }
    }

    /// <summary>Counts a journey whose outcome lies within the days.</summary>
    public void Count(in Customer customer, Journey journey)
    {
        Journeys++;
        ClassTally own = Classes[customer.Class];
        own.Journeys++;
        long value = 0;
        if (journey.IsConverted)
        {
            foreach (ref readonly Line line in journey.Lines)
            {
                value += (long)line.Price * line.Quantity;
            }

            Conversions++;
            own.Orders++;
            own.Value += value;
        }

        for (int i = 0; i < Channels.Length; i++)
        {
            if (!journey.Has(i))
            {
                continue;
            }

            int effect = ShopPlan.Channels[i].Effect;
            Channels[i].Journeys++;
            Channels[i].Expected += effect;
            if (journey.IsConverted)
            {
                long credit = effect * ChannelTally.Micro / journey.Probability;
                Channels[i].Credit += credit;
                Channels[i].Value += (Int128)credit * value;
            }
        }
    }
}
