namespace BigData.Hosting.Generating;

/// <summary>What is generated, and where.</summary>
/// <param name="Customers">Number of accounts, at least 1.</param>
/// <param name="Days">Number of days, at least 1.</param>
/// <param name="Seed">The same seed gives the same bytes.</param>
/// <param name="Start">The first day, UTC.</param>
/// <param name="Folder">Where the folders of the files and truth.json go.</param>
/// <param name="IsCompressed">Whether files are gzip (<c>.csv.gz</c>) or plain (<c>.csv</c>).</param>
internal sealed record ShopOptions(int Customers, int Days, ulong Seed, DateOnly Start, string Folder, bool IsCompressed)
{
    public const int MostCustomers = 100_000_000;
    public const int MostDays = 3_660;

    /// <summary>Number of products: one for five customers, 120 to 20,000.</summary>
    public int Products => Math.Clamp(Customers / 5, 120, 20_000);

    /// <summary>The last day, counted from 0.</summary>
    public int LastDay => Days - 1;
}
