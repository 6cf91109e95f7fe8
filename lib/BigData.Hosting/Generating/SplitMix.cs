namespace BigData.Hosting.Generating;

/// <summary>What a stream of random numbers is for, so that no two purposes share one.</summary>
internal enum Purpose
{
    Account = 1,
    SecondAccount,
    Person,
    Consent,
    Journey,
    Product,
    Stock,
    Noise,
}

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014), in whole numbers only: the same numbers on every platform. A stream begins at a hash of the seed,
/// its purpose and up to two numbers, so that nothing has to be remembered to meet the same customer again.
/// </summary>
/// <param name="state">Where the stream begins.</param>
internal struct SplitMix(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>The stream of a purpose.</summary>
    public static SplitMix Of(ulong seed, Purpose purpose, long first, long second = 0) =>
        new(Mix(Mix(Mix(seed + ((ulong)purpose * Golden)) + (ulong)first) + ((ulong)second * Golden)));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>, all equally likely but for a part in 2^32.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>True in so many of 10,000 cases.</summary>
    public bool Chance(int ofTenThousand) => Below(ShopPlan.Whole) < ofTenThousand;

    /// <summary>A whole number from 0 to below <paramref name="bound"/>, small ones more often: the bound times the square of a uniform number.</summary>
    public int Skewed(int bound)
    {
        ulong uniform = Next() >> 32;
        ulong squared = (uniform * uniform) >> 32;
        return (int)((squared * (ulong)bound) >> 32);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
