using System.Text;

namespace BigData.Hosting.Generating;

/// <summary>The files that a shop delivers, each kind in the folder of its name.</summary>
internal enum FileKind
{
    Products,
    Customers,
    Consents,
    Suppressions,
    Touches,
    Events,
    Orders,
}

/// <summary>What a contact with a channel was.</summary>
internal enum TouchKind
{
    Impression,
    Click,
    Visit,
}

/// <summary>A marketing channel with its planted effect.</summary>
/// <param name="Name">The name in the files.</param>
/// <param name="Share">How many of 10,000 contacts are of the channel.</param>
/// <param name="Effect">What the channel adds to the probability that a journey ends with an order, in parts of 10,000; contacts after the first add nothing.</param>
/// <param name="Clicks">How many of 10,000 contacts are clicks, the others impressions; null where a contact is a visit.</param>
/// <param name="ImpressionCost">Cost of an impression in 1/10,000 of the currency.</param>
/// <param name="ClickCost">Cost of a click in 1/10,000 of the currency.</param>
/// <param name="Campaigns">Number of campaigns; 0 where there are none.</param>
internal sealed record Channel(string Name, int Share, int Effect, int? Clicks, int ImpressionCost, int ClickCost, int Campaigns)
{
    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Name);
}

/// <summary>How often an account is active: what a segmentation should find again.</summary>
/// <param name="Name">The name in the truth.</param>
/// <param name="Share">How many of 10,000 accounts are of the class.</param>
/// <param name="Period">Days for one journey at most, at least <see cref="ShopPlan.JourneySpan"/>.</param>
/// <param name="MostLines">Most lines of an order.</param>
/// <param name="From">First active day in parts of 10,000 of all days; accounts of a class that begins later are new ones.</param>
/// <param name="To">Last active day in parts of 10,000 of all days.</param>
internal sealed record ActivityClass(string Name, int Share, int Period, int MostLines, int From, int To);

/// <summary>Everything that is planted: the numbers are here, the mechanism is in <see cref="Journey"/>.</summary>
internal static class ShopPlan
{
    /// <summary>Shares and probabilities are parts of this.</summary>
    public const int Whole = 10_000;

    /// <summary>Days from the first contact of a journey to the last day on which one of its rows may be delivered.</summary>
    public const int JourneySpan = 10;

    /// <summary>Days from the first contact to the last one, at most; an order follows its last contact on the same day.</summary>
    public const int JourneyDays = 3;

    /// <summary>Days from an order to a return, at most.</summary>
    public const int ReturnDays = 2;

    /// <summary>Days by which a row comes late, at most.</summary>
    public const int LateDays = 3;

    public const int Tastes = 8;
    public const int FirstTaste = 6_000;
    public const int SecondTaste = 2_500;

    public const int SecondAccounts = 500;
    public const int Returns = 500;
    public const int EmailConsents = 7_500;
    public const int AdConsents = 6_000;
    public const int Withdrawals = 1_000;
    public const int Suppressions = 150;
    public const int ProfileChanges = 1_000;
    public const int OutOfStock = 400;

    public const int Late = 100;
    public const int Copies = 50;
    public const int Broken = 20;
    public const int Untidy = 200;

    public static readonly Channel[] Channels =
    [
        new("direct", 1_000, 1_000, null, 0, 0, 0),
        new("organic_search", 2_300, 1_600, null, 0, 0, 0),
        new("paid_search", 1_800, 2_600, Whole, 0, 4_500, 3),
        new("email", 1_700, 3_200, 6_000, 10, 10, 4),
        new("social", 1_300, 800, 5_000, 40, 2_500, 3),
        new("display", 1_300, 0, 1_500, 25, 3_000, 2),
        new("affiliate", 600, 1_200, Whole, 0, 6_000, 2),
    ];

    public const int Direct = 0;
    public const int Email = 3;

    public static readonly ActivityClass[] Classes =
    [
        new("loyal", 1_000, 10, 5, 0, Whole),
        new("regular", 2_500, 15, 4, 0, Whole),
        new("occasional", 2_500, 30, 3, 0, Whole),
        new("lapsed", 1_500, 12, 3, 0, 4_000),
        new("new", 1_500, 12, 3, 7_000, Whole),
        new("dormant", 1_000, 60, 2, 0, Whole),
    ];

    /// <summary>The number of a class or channel that a number below <see cref="Whole"/> falls on.</summary>
    public static int Pick<T>(T[] items, Func<T, int> share, int at)
    {
        int i = 0;
        for (int sum = share(items[0]); i < items.Length - 1 && at >= sum; sum += share(items[i]))
        {
            i++;
        }

        return i;
    }
}
