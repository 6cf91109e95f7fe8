using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

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
        string[] pair = [RecommendationColumns.User, RecommendationColumns.Item];
        DataFrame near = similar.WithColumnRenamed(RecommendationColumns.Rank, SimilarRank);
        DataFrame both = als is null
            ? near.WithColumn(AlsRank, Lit(null).Cast("int"))
            : als.WithColumnRenamed(RecommendationColumns.Rank, AlsRank).Join(near, pair, "full_outer");
        Column isSimilar = Coalesce(Col(SimilarRank) <= Col(AlsRank), Col(SimilarRank).IsNotNull());
        DataFrame blended = both.Join(_offered, RecommendationColumns.Item).Select(
            Col(RecommendationColumns.User),
            Col(RecommendationColumns.Item),
            Col(RecommendationColumns.Category),
            (Part(AlsRank) + Part(SimilarRank)).As(RecommendationColumns.Score),
            When(isSimilar, Col(RecommendationColumns.Because)).As(RecommendationColumns.Because));
        DataFrame kept = Capped(blended, RecommendationColumns.Category, _options.MaximumPerCategory);
        kept = Capped(kept, RecommendationColumns.Because, _options.MaximumPerReason);
        return Ranked(kept, RecommendationColumns.User).Drop(RecommendationColumns.Rank);
    }

    /// <summary>
    /// The lists of customers: those whose personal part is short are filled with what is popular. Columns: source, customer_id, rank, product_id,
    /// score, reason.
    /// </summary>
    internal DataFrame Filled(DataFrame personal, DataFrame customers)
    {
        DataFrame asked = customers.Select(RecommendationColumns.Source, RecommendationColumns.CustomerId, RecommendationColumns.Country)
            .Join(_coded.Users, [RecommendationColumns.Source, RecommendationColumns.CustomerId], "left");
        string[] carried = [RecommendationColumns.Source, RecommendationColumns.CustomerId, RecommendationColumns.Item, RecommendationColumns.Category, RecommendationColumns.Score, RecommendationColumns.Because, RecommendationColumns.Tier];
        DataFrame own = asked.Join(personal, RecommendationColumns.User).WithColumn(RecommendationColumns.Tier, Lit(0)).Select([.. carried.Select(Col)]);
        DataFrame popular = Popular(asked, personal).WithColumn(RecommendationColumns.Because, Lit(null).Cast("int")).WithColumn(RecommendationColumns.Tier, Lit(1)).Select([.. carried.Select(Col)]);
        DataFrame all = Capped(own.Union(popular), RecommendationColumns.Category, _options.MaximumPerCategory, RecommendationColumns.Source, RecommendationColumns.CustomerId);
        DataFrame names = _coded.Items.Select(RecommendationColumns.Item, RecommendationColumns.ProductId);
        DataFrame reasons = names.Select(Col(RecommendationColumns.Item).As(RecommendationColumns.Because), Col(RecommendationColumns.ProductId).As(RecommendationColumns.Other));
        Column reason = When(Col(RecommendationColumns.Tier) == 1, RecommendationMethod.Popular.Name())
            .When(Col(RecommendationColumns.Other).IsNotNull(), Concat(Lit(RecommendationFeeds.SimilarPrefix), Col(RecommendationColumns.Other)))
            .Otherwise(RecommendationMethod.Als.Name());
        return Ranked(all, RecommendationColumns.Source, RecommendationColumns.CustomerId)
            .Join(names, RecommendationColumns.Item)
            .Join(reasons, RecommendationColumns.Because, "left")
            .Select(
                Col(RecommendationColumns.Source), Col(RecommendationColumns.CustomerId), Col(RecommendationColumns.Rank), Col(RecommendationColumns.ProductId),
                Col(RecommendationColumns.Score), reason.As(RecommendationColumns.Reason));
    }

    // Products that may be recommended: item, category.
    private DataFrame Offered(DataFrame products)
    {
        DataFrame items = _coded.Items.Join(
            products.Select(RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.Category, RecommendationColumns.InStock),
            [RecommendationColumns.Source, RecommendationColumns.ProductId],
            "left");
        Column offered = Coalesce(Col(RecommendationColumns.InStock), Lit(true));
        foreach ((string source, IReadOnlyList<string> blocked) in _options.Blocked.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            offered &= !((Col(RecommendationColumns.Source) == source) & Col(RecommendationColumns.ProductId).IsIn(blocked));
        }

        return items.Filter(offered).Select(RecommendationColumns.Item, RecommendationColumns.Category);
    }

    // Popular products for customers with too few of their own: columns of asked, item, category, score.
    private DataFrame Popular(DataFrame asked, DataFrame personal)
    {
        const string Own = "own";
        DataFrame found = personal.GroupBy(RecommendationColumns.User).Agg(Count(Lit(1)).As(Own));
        DataFrame lacking = asked.Join(found, RecommendationColumns.User, "left")
            .Filter(Coalesce(Col(Own), Lit(0L)) < _options.Count)
            .Drop(Own);
        DataFrame lists = PopularLists(asked);
        DataFrame countries = lists.Select(RecommendationColumns.Source, ListCountry).Distinct()
            .Select(Col(RecommendationColumns.Source), Col(ListCountry).As(RecommendationColumns.Country), Col(ListCountry));
        string[] pair = [RecommendationColumns.User, RecommendationColumns.Item];
        return lacking
            .Join(countries, [RecommendationColumns.Source, RecommendationColumns.Country], "left")
            .WithColumn(ListCountry, Coalesce(Col(ListCountry), Lit(Everywhere)))
            .Join(lists, [RecommendationColumns.Source, ListCountry])
            .Join(_coded.Taken(_options.ExcludeBought), pair, "left_anti")
            .Join(personal.Select(RecommendationColumns.User, RecommendationColumns.Item), pair, "left_anti");
    }

    // source, list_country (empty: all countries), item, category, score; countries with enough customers only.
    private DataFrame PopularLists(DataFrame asked)
    {
        DataFrame liked = _coded.Pairs.Filter(Col(RecommendationColumns.Weight) > 0).Select(RecommendationColumns.Source, RecommendationColumns.User, RecommendationColumns.Item);
        DataFrame homes = asked.Filter(Col(RecommendationColumns.User).IsNotNull() & Col(RecommendationColumns.Country).IsNotNull())
            .Select(Col(RecommendationColumns.User), Col(RecommendationColumns.Country).As(ListCountry));
        DataFrame local = liked.Join(homes, RecommendationColumns.User);
        DataFrame large = local.GroupBy(RecommendationColumns.Source, ListCountry)
            .Agg(CountDistinct(RecommendationColumns.User).As(RecommendationColumns.Total))
            .Filter(Col(RecommendationColumns.Total) >= _options.MinimumCustomersOfCountry)
            .Select(RecommendationColumns.Source, ListCountry);
        string[] key = [RecommendationColumns.Source, ListCountry, RecommendationColumns.Item, RecommendationColumns.Customers];
        DataFrame ofCountries = local.GroupBy(RecommendationColumns.Source, ListCountry, RecommendationColumns.Item)
            .Agg(Count(Lit(1)).As(RecommendationColumns.Customers))
            .Join(large, [RecommendationColumns.Source, ListCountry], "left_semi")
            .Select([.. key.Select(Col)]);
        DataFrame ofAll = _coded.Items.Filter(Col(RecommendationColumns.Customers) > 0).WithColumn(ListCountry, Lit(Everywhere)).Select([.. key.Select(Col)]);
        WindowSpec best = Window.PartitionBy(RecommendationColumns.Source, ListCountry).OrderBy(Col(RecommendationColumns.Customers).Desc(), Col(RecommendationColumns.Item));
        return ofAll.Union(ofCountries)
            .Join(_offered, RecommendationColumns.Item)
            .WithColumn(RecommendationColumns.Rank, RowNumber().Over(best))
            .Filter(Col(RecommendationColumns.Rank) <= _options.Candidates)
            .Select(Col(RecommendationColumns.Source), Col(ListCountry), Col(RecommendationColumns.Item), Col(RecommendationColumns.Category), (Lit(PopularShare) / (Col(RecommendationColumns.Rank) + Fusion)).As(RecommendationColumns.Score));
    }

    private static Column Part(string rank) => Coalesce(Lit(1d) / (Col(rank) + Fusion), Lit(0d));

    private static DataFrame Capped(DataFrame list, string group, int? most, params string[] customer)
    {
        if (most is null)
        {
            return list;
        }

        const string Place = "place_in_group";
        string[] key = customer.Length == 0 ? [RecommendationColumns.User] : customer;
        WindowSpec best = Window.PartitionBy([.. key.Select(Col), Col(group)]).OrderBy(Col(RecommendationColumns.Score).Desc(), Col(RecommendationColumns.Item));
        return list.WithColumn(Place, RowNumber().Over(best)).Filter(Col(group).IsNull() | (Col(Place) <= most)).Drop(Place);
    }

    private DataFrame Ranked(DataFrame list, params string[] customer)
    {
        WindowSpec best = Window.PartitionBy([.. customer.Select(Col)]).OrderBy(Col(RecommendationColumns.Score).Desc(), Col(RecommendationColumns.Item));
        return list.WithColumn(RecommendationColumns.Rank, RowNumber().Over(best)).Filter(Col(RecommendationColumns.Rank) <= _options.Count);
    }
}
