namespace BigData.Hosting.Generating;

/// <summary>
/// The products, each derived from its number. The taste group of product n is n modulo <see cref="ShopPlan.Tastes"/>; low numbers are popular.
/// Half of the products are in the category of their group, the others in any.
/// </summary>
internal sealed class Catalogue(ShopOptions options)
{
    private const int DaysOfAWeek = 7;

    private static readonly string[] Adjectives = ["RED", "BLUE", "SMALL", "LARGE", "WOODEN", "VINTAGE", "CERAMIC", "PAPER", "SILVER", "GARDEN", "STRIPED", "WOOL"];
    private static readonly string[] Nouns = ["MUG", "LAMP", "CLOCK", "BOWL", "CARD", "BASKET", "CANDLE", "FRAME", "CUSHION", "BOTTLE", "TRAY", "TOY", "VASE", "APRON"];
    private static readonly string[] Categories = ["kitchen", "lighting", "stationery", "garden", "textiles", "toys", "bath", "decoration"];

    public int Count => options.Products;

    public static int TasteOf(int product) => product % ShopPlan.Tastes;

    /// <summary>A product of a taste group, popular ones more often.</summary>
    public int OfTaste(int taste, ref SplitMix random)
    {
        int size = (Count - taste + ShopPlan.Tastes - 1) / ShopPlan.Tastes;
        return (random.Skewed(size) * ShopPlan.Tastes) + taste;
    }

    public (string Adjective, string Noun, string Category, int Price) Describe(int product)
    {
        SplitMix random = SplitMix.Of(options.Seed, Purpose.Product, product);
        string adjective = Adjectives[random.Below(Adjectives.Length)];
        string noun = Nouns[random.Below(Nouns.Length)];
        int category = random.Chance(ShopPlan.Whole / 2) ? TasteOf(product) : random.Below(Categories.Length);
        return (adjective, noun, Categories[category], 95 + (100 * random.Skewed(40)));
    }

    /// <summary>Price of a piece in hundredths of the currency.</summary>
    public int Price(int product) => Describe(product).Price;

    /// <summary>Whether a product can be bought; it may change once a week.</summary>
    public bool IsInStock(int product, int day)
    {
        int week = (day + DaysOfAWeek - (product % DaysOfAWeek)) / DaysOfAWeek;
        return !SplitMix.Of(options.Seed, Purpose.Stock, product, week).Chance(ShopPlan.OutOfStock);
    }
}
