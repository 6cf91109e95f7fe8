using BigData.Models;

namespace BigData.Customers.Tests.Attribution;

/// <summary>Attribution the slow way: loops over customers, conversions and touches, as the definitions read.</summary>
internal sealed class PlainAttribution(AttributionShop shop, AttributionOptions options, Func<List<string>, List<int>> kept)
{
    private readonly DateTimeOffset _end = new(options.AsOf.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    internal sealed record Journey(List<AttributionShop.Touch> Touches, AttributionShop.Sale? Sale);

    internal IEnumerable<Journey> Journeys(string source, int days)
    {
        AttributionShop.Sale[] sales = [.. Sales(source).OrderBy(sale => sale.At).ThenBy(sale => sale.Id, StringComparer.Ordinal)];
        foreach (AttributionShop.Sale sale in sales)
        {
            DateTimeOffset? previous = sales.TakeWhile(other => other != sale).LastOrDefault(other => other.Customer == sale.Customer)?.At;
            yield return Cut(
                Touches(source).Where(touch => sale.Customer is not null && touch.Customer == sale.Customer)
                    .Where(touch => options.Cycles == ConversionCycles.AllTouches || previous is null || touch.At > previous),
                sale.At, days, sale);
        }

        foreach (IGrouping<string?, AttributionShop.Touch> customer in Touches(source).Where(touch => touch.Customer is not null).GroupBy(touch => touch.Customer))
        {
            if (!sales.Any(sale => sale.Customer == customer.Key))
            {
                yield return Cut(customer, customer.Max(touch => touch.At), days, null);
            }
        }
    }

    internal Dictionary<(string Model, string Channel, string Campaign), (double Conversions, double Value)> TouchCredits(string source, int days)
    {
        var credits = new Dictionary<(string, string, string), (double Conversions, double Value)>();
        foreach (Journey journey in Journeys(source, days).Where(journey => journey.Sale is not null && journey.Touches.Count > 0))
        {
            double[] decays = [.. journey.Touches.Select(touch => Math.Pow(2, -(journey.Sale!.At - touch.At).TotalDays / options.HalfLifeDays))];
            int n = journey.Touches.Count;
            int other = journey.Touches.FindLastIndex(touch => touch.Channel != "direct");
            for (int i = 0; i < n; i++)
            {
                (string, double)[] shares =
                [
                    ("first_touch", i == 0 ? 1 : 0), ("last_touch", i == n - 1 ? 1 : 0), ("last_non_direct", i == (other < 0 ? n - 1 : other) ? 1 : 0),
                    ("linear", 1.0 / n), ("time_decay", decays[i] / decays.Sum()),
                    ("position_based", n == 1 ? 1 : n == 2 ? 0.5 : i == 0 || i == n - 1 ? 0.4 : 0.2 / (n - 2)),
                ];
                foreach ((string model, double share) in shares)
                {
                    var key = (model, journey.Touches[i].Channel ?? "(unknown)", journey.Touches[i].Campaign ?? "(none)");
                    (double conversions, double value) = credits.GetValueOrDefault(key);
                    credits[key] = (conversions + share, value + (share * (double)(journey.Sale!.Value ?? 0)));
                }
            }
        }

        return credits;
    }

    internal PathTable Table(string source, int days, IReadOnlyList<string> channels)
    {
        var builder = new PathTableBuilder(channels.Count);
        foreach (Journey journey in Journeys(source, days).Where(journey => journey.Touches.Count > 0))
        {
            int[] path = [.. journey.Touches.Select(touch => channels.ToList().IndexOf(touch.Channel ?? "(unknown)"))];
            bool converts = journey.Sale is not null;
            builder.Add(path, converts ? 1 : 0, (double)(journey.Sale?.Value ?? 0), converts ? 0 : 1);
        }

        return builder.Build();
    }

    internal IEnumerable<AttributionShop.Sale> Sales(string source) => shop.Sales.Where(sale => sale.Source == source && sale.At < _end);

    internal IEnumerable<AttributionShop.Touch> Touches(string source) => shop.Touches.Where(touch => touch.Source == source && touch.At < _end);

    private Journey Cut(IEnumerable<AttributionShop.Touch> touches, DateTimeOffset end, int days, AttributionShop.Sale? sale)
    {
        AttributionShop.Touch[] seen =
        [
            .. touches.Where(touch => touch.At <= end && touch.At >= end.AddDays(-days))
                .OrderBy(touch => touch.At).ThenBy(touch => touch.Id, StringComparer.Ordinal).TakeLast(options.MaximumPathLength),
        ];
        return new Journey([.. kept([.. seen.Select(touch => touch.Channel ?? "(unknown)")]).Select(i => seen[i])], sale);
    }
}
