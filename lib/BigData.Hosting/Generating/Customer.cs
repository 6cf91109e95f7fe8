namespace BigData.Hosting.Generating;

/// <summary>
/// An account of the shop, derived from its number whenever it is met. Some persons have several accounts: their tastes, name, country and
/// devices are the same, and either the email address or the telephone number.
/// </summary>
internal readonly struct Customer
{
    /// <summary>A day that never comes.</summary>
    public const int Never = int.MaxValue;

    private const int OldestDay = 700;
    private const int SecondsOfADay = 86_400;

    private static readonly (string Code, int Share)[] Countries = [("GB", 6_000), ("FR", 1_000), ("DE", 1_200), ("IE", 600), ("NL", 600), ("US", 600)];

    public int Number { get; private init; }

    /// <summary>Number of the person's first account.</summary>
    public int Person { get; private init; }

    public int Class { get; private init; }

    /// <summary>Days by which the account's periods begin before the first day.</summary>
    public int Phase { get; private init; }

    public int ActiveFrom { get; private init; }

    public int ActiveTo { get; private init; }

    /// <summary>Day of the registration; below 0 before the first day.</summary>
    public int RegisteredDay { get; private init; }

    public int RegisteredSecond { get; private init; }

    /// <summary>Day on which the account gets another email address, or <see cref="Never"/>.</summary>
    public int ChangedDay { get; private init; }

    public bool SharesEmail { get; private init; }

    public bool HasEmailConsent { get; private init; }

    public bool HasAdConsent { get; private init; }

    public int WithdrawnDay { get; private init; }

    public int SuppressedDay { get; private init; }

    public int Reason { get; private init; }

    public int FirstTaste { get; private init; }

    public int SecondTaste { get; private init; }

    public int Country { get; private init; }

    public int FirstName { get; private init; }

    public int LastName { get; private init; }

    public bool HasLoyaltyCard { get; private init; }

    public int Devices { get; private init; }

    public string CountryCode => Countries[Country].Code;

    public static Customer Of(ShopOptions options, int number)
    {
        SplitMix account = SplitMix.Of(options.Seed, Purpose.Account, number);
        int person = PersonOf(options.Seed, number);
        SplitMix self = SplitMix.Of(options.Seed, Purpose.Person, person);
        SplitMix consent = SplitMix.Of(options.Seed, Purpose.Consent, number);
        int kind = ShopPlan.Pick(ShopPlan.Classes, item => item.Share, account.Below(ShopPlan.Whole));
        ActivityClass activity = ShopPlan.Classes[kind];
        int begin = (int)((long)options.Days * activity.From / ShopPlan.Whole);
        int registered = begin > 0 ? begin + account.Below(options.Days - begin) : -1 - account.Below(OldestDay);
        int known = Math.Max(registered, 0);
        int first = self.Below(ShopPlan.Tastes);
        return new Customer
        {
            Number = number,
            Person = person,
            Class = kind,
            Phase = account.Below(activity.Period),
            ActiveFrom = known,
            ActiveTo = (int)((long)options.LastDay * activity.To / ShopPlan.Whole),
            RegisteredDay = registered,
            RegisteredSecond = account.Below(SecondsOfADay / 4),
            ChangedDay = account.Chance(ShopPlan.ProfileChanges) ? Later(known, options, ref account) : Never,
            SharesEmail = person == number || account.Chance(ShopPlan.Whole / 2),
            HasEmailConsent = consent.Chance(ShopPlan.EmailConsents),
            HasAdConsent = consent.Chance(ShopPlan.AdConsents),
            WithdrawnDay = consent.Chance(ShopPlan.Withdrawals) ? Later(known, options, ref consent) : Never,
            SuppressedDay = consent.Chance(ShopPlan.Suppressions) ? Later(known, options, ref consent) : Never,
            Reason = consent.Below(3),
            FirstTaste = first,
            SecondTaste = (first + 1 + self.Below(ShopPlan.Tastes - 1)) % ShopPlan.Tastes,
            Country = ShopPlan.Pick(Countries, item => item.Share, self.Below(ShopPlan.Whole)),
            FirstName = self.Below(People.FirstNames.Length),
            LastName = self.Below(People.LastNames.Length),
            HasLoyaltyCard = self.Chance(3_000),
            Devices = 1 + self.Below(3),
        };
    }

    /// <summary>Whether a message may be sent on a day: consented, not withdrawn, not suppressed.</summary>
    public bool MayBeMailed(int day) => HasEmailConsent && day < WithdrawnDay && day < SuppressedDay;

    // The account before it may be of the same person, and the one before that.
    private static int PersonOf(ulong seed, int number)
    {
        while (number > 0 && SplitMix.Of(seed, Purpose.SecondAccount, number).Chance(ShopPlan.SecondAccounts))
        {
            number--;
        }

        return number;
    }

    private static int Later(int known, ShopOptions options, ref SplitMix random) =>
        known >= options.LastDay ? Never : known + 1 + random.Below(options.LastDay - known);
}

/// <summary>Names of people; none is real.</summary>
internal static class People
{
    public static readonly string[] FirstNames =
        ["Ada", "Ben", "Clara", "David", "Ella", "Finn", "Greta", "Hugo", "Iris", "Jonas", "Kira", "Liam", "Maya", "Noah", "Olga", "Paul", "Rosa", "Sven", "Tara", "Zoe"];

    public static readonly string[] LastNames =
        ["Adler", "Brook", "Carver", "Dunn", "Ekman", "Frost", "Gray", "Holm", "Iversen", "Jansen", "Keller", "Lowe", "Marsh", "Novak", "Olsen", "Pike", "Quinn", "Reed", "Stone", "Vance"];
}
