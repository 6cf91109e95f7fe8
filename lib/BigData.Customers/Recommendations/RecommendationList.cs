using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>Blends candidates to lists under the rules of the business.</summary>
internal sealed class RecommendationList
{
    // Reciprocal rank fusion with the constant of its paper; popular products come below every personal one.
    private const double Fusion = 60;
    private const double PopularShare = 1e-3;

    private const string AlsRank = "als_rank";
    private const string SimilarRank = "similar_rank";
    private const string ListCountry = "list_country";
    private const string Everywhere = "";

    private readonly CodedInteractions _coded;
    private readonly RecommenderOptions _options;
    private readonly DataFrame _offered;

    internal RecommendationList(CodedInteractions coded, DataFrame products, RecommenderOptions options)
    {
        _coded = coded;
        _options = options;
        _offered = Offered(products);
    }

    /// <summary>The personal part: user, item, category, score, because (null: by ALS).</summary>
    /// <param name="als">user, item, rank; null for none.</param>
    /// <param name="similar">user, item, rank, because.</param>
    internal DataFrame Personal(DataFrame? als, DataFrame similar)
    {
        string[] pair = [Columns.User, Columns.Item];
        DataFrame near = similar.WithColumnRenamed(Columns.Rank, SimilarRank);
        DataFrame both = als is null
            ? near.WithColumn(AlsRank, Lit(null).Cast("int"))
            : als.WithColumnRenamed(Columns.Rank, AlsRank).Join(near, pair, "full_outer");
        Column isSimilar = Coalesce(Col(SimilarRank) <= Col(AlsRank), Col(SimilarRank).IsNotNull());
        DataFrame blended = both.Join(_offered, Columns.Item).Select(
            Col(Columns.User),
            Col(Columns.Item),
            Col(Columns.Category),
            (Part(AlsRank) + Part(SimilarRank)).As(Columns.Score),
            When(isSimilar, Col(Columns.Because)).As(Columns.Because));
        DataFrame kept = Capped(blended, Columns.Category, _options.MaximumPerCategory);
        kept = Capped(kept, Columns.Because, _options.MaximumPerReason);
        return Ranked(kept, Columns.User).Drop(Columns.Rank);
    }

    /// <summary>
    /// The lists of customers: those whose personal part is short are filled with what is popular. Columns: source, customer_id, rank, product_id,
    /// score, reason.
    /// </summary>
    internal DataFrame Filled(DataFrame personal, DataFrame customers)
    {
        DataFrame asked = customers.Select(Columns.Source, Columns.CustomerId, Columns.Country)
            .Join(_coded.Users, [Columns.Source, Columns.CustomerId], "left");
        string[] carried = [Columns.Source, Columns.CustomerId, Columns.Item, Columns.Category, Columns.Score, Columns.Because, Columns.Tier];
        DataFrame own = asked.Join(personal, Columns.User).WithColumn(Columns.Tier, Lit(0)).Select([.. carried.Select(Col)]);
        DataFrame popular = Popular(asked, personal).WithColumn(Columns.Because, Lit(null).Cast("int")).WithColumn(Columns.Tier, Lit(1)).Select([.. carried.Select(Col)]);
        DataFrame all = Capped(own.Union(popular), Columns.Category, _options.MaximumPerCategory, Columns.Source, Columns.CustomerId);
        DataFrame names = _coded.Items.Select(Columns.Item, Columns.ProductId);
        DataFrame reasons = names.Select(Col(Columns.Item).As(Columns.Because), Col(Columns.ProductId).As(Columns.Other));
        Column reason = When(Col(Columns.Tier) == 1, RecommendationMethod.Popular.Name())
            .When(Col(Columns.Other).IsNotNull(), Concat(Lit(RecommendationFeeds.SimilarPrefix), Col(Columns.Other)))
            .Otherwise(RecommendationMethod.Als.Name());
        return Ranked(all, Columns.Source, Columns.CustomerId)
            .Join(names, Columns.Item)
            .Join(reasons, Columns.Because, "left")
            .Select(
                Col(Columns.Source), Col(Columns.CustomerId), Col(Columns.Rank), Col(Columns.ProductId),
                Col(Columns.Score), reason.As(Columns.Reason));
    }

    // Products that may be recommended: item, category.
    private DataFrame Offered(DataFrame products)
    {
        DataFrame items = _coded.Items.Join(
            products.Select(Columns.Source, Columns.ProductId, Columns.Category, Columns.InStock),
            [Columns.Source, Columns.ProductId],
            "left");
        Column offered = Coalesce(Col(Columns.InStock), Lit(true));
        foreach ((string source, IReadOnlyList<string> blocked) in _options.Blocked.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            offered &= !((Col(Columns.Source) == source) & Col(Columns.ProductId).IsIn(blocked));
        }

        return items.Filter(offered).Select(Columns.Item, Columns.Category);
    }

    // Popular products for customers with too few of their own: columns of asked, item, category, score.
    private DataFrame Popular(DataFrame asked, DataFrame personal)
    {
        const string Own = "own";
        DataFrame found = personal.GroupBy(Columns.User).Agg(Count(Lit(1)).As(Own));
        DataFrame lacking = asked.Join(found, Columns.User, "left")
            .Filter(Coalesce(Col(Own), Lit(0L)) < _options.Count)
            .Drop(Own);
        DataFrame lists = PopularLists(asked);
        DataFrame countries = lists.Select(Columns.Source, ListCountry).Distinct()
            .Select(Col(Columns.Source), Col(ListCountry).As(Columns.Country), Col(ListCountry));
        string[] pair = [Columns.User, Columns.Item];
        return lacking
            .Join(countries, [Columns.Source, Columns.Country], "left")
            .WithColumn(ListCountry, Coalesce(Col(ListCountry), Lit(Everywhere)))
            .Join(lists, [Columns.Source, ListCountry])
            .Join(_coded.Taken(_options.ExcludeBought), pair, "left_anti")
            .Join(personal.Select(Columns.User, Columns.Item), pair, "left_anti");
    }

    // source, list_country (empty: all countries), item, category, score; countries with enough customers only.
    private DataFrame PopularLists(DataFrame asked)
    {
        DataFrame liked = _coded.Pairs.Filter(Col(Columns.Weight) > 0).Select(Columns.Source, Columns.User, Columns.Item);
        DataFrame homes = asked.Filter(Col(Columns.User).IsNotNull() & Col(Columns.Country).IsNotNull())
            .Select(Col(Columns.User), Col(Columns.Country).As(ListCountry));
        DataFrame local = liked.Join(homes, Columns.User);
        DataFrame large = local.GroupBy(Columns.Source, ListCountry)
            .Agg(CountDistinct(Columns.User).As(Columns.Total))
            .Filter(Col(Columns.Total) >= _options.MinimumCustomersOfCountry)
            .Select(Columns.Source, ListCountry);
        string[] key = [Columns.Source, ListCountry, Columns.Item, Columns.Customers];
        DataFrame ofCountries = local.GroupBy(Columns.Source, ListCountry, Columns.Item)
            .Agg(Count(Lit(1)).As(Columns.Customers))
            .Join(large, [Columns.Source, ListCountry], "left_semi")
            .Select([.. key.Select(Col)]);
        DataFrame ofAll = _coded.Items.Filter(Col(Columns.Customers) > 0).WithColumn(ListCountry, Lit(Everywhere)).Select([.. key.Select(Col)]);
        WindowSpec best = Window.PartitionBy(Columns.Source, ListCountry).OrderBy(Col(Columns.Customers).Desc(), Col(Columns.Item));
        return ofAll.Union(ofCountries)
            .Join(_offered, Columns.Item)
            .WithColumn(Columns.Rank, RowNumber().Over(best))
            .Filter(Col(Columns.Rank) <= _options.Candidates)
            .Select(Col(Columns.Source), Col(ListCountry), Col(Columns.Item), Col(Columns.Category), (Lit(PopularShare) / (Col(Columns.Rank) + Fusion)).As(Columns.Score));
    }

    private static Column Part(string rank) => Coalesce(Lit(1d) / (Col(rank) + Fusion), Lit(0d));

    private static DataFrame Capped(DataFrame list, string group, int? most, params string[] customer)
    {
        if (most is null)
        {
            return list;
        }

        const string Place = "place_in_group";
        string[] key = customer.Length == 0 ? [Columns.User] : customer;
        WindowSpec best = Window.PartitionBy([.. key.Select(Col), Col(group)]).OrderBy(Col(Columns.Score).Desc(), Col(Columns.Item));
        return list.WithColumn(Place, RowNumber().Over(best)).Filter(Col(group).IsNull() | (Col(Place) <= most)).Drop(Place);
    }

    private DataFrame Ranked(DataFrame list, params string[] customer)
    {
        WindowSpec best = Window.PartitionBy([.. customer.Select(Col)]).OrderBy(Col(Columns.Score).Desc(), Col(Columns.Item));
        return list.WithColumn(Columns.Rank, RowNumber().Over(best)).Filter(Col(Columns.Rank) <= _options.Count);
    }
}
