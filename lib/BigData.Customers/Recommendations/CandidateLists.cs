using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Products for customers by one method each: user, item, rank from 1; what a customer must not get is left out.</summary>
internal sealed class CandidateLists(CodedInteractions coded, DataFrame neighbours, RecommenderOptions options)
{
    private const string Place = "place";
    private const string Found = "found";
    private const double Millionths = 1e6;

    private static readonly string[] Pair = [RecommendationColumns.User, RecommendationColumns.Item];

    /// <summary>Fits ALS to the interactions of a source.</summary>
    internal ALSModel Fit(string source)
    {
        DataFrame ratings = coded.Pairs
            .Filter((Col(RecommendationColumns.Source) == source) & (Col(RecommendationColumns.Weight) != 0))
            .Select(Col(RecommendationColumns.User), Col(RecommendationColumns.Item), Col(RecommendationColumns.Weight).Cast("float").As(RecommendationColumns.Rating));
        return new ALS("als").SetNumBlocks(2).SetCheckpointInterval(-1)
            .SetImplicitPrefs(true).SetRank(options.Rank).SetMaxIter(options.Iterations).SetRegParam(options.Regularization).SetAlpha(options.Alpha).SetSeed(options.Seed)
            .Fit(ratings);
    }

    /// <summary>The products of the greatest predicted preference, above 0; null where no model was fitted.</summary>
    /// <param name="models">A model a source.</param>
    /// <param name="users">user: who is to have a list.</param>
    internal DataFrame? Als(IEnumerable<ALSModel> models, DataFrame users)
    {
        DataFrame? all = null;
        foreach (ALSModel model in models)
        {
            DataFrame best = model.RecommendForUserSubset(users, options.Candidates)
                .Select(Col(RecommendationColumns.User), PosExplode("recommendations").Alias(Place, Found))
                .Select(Col(RecommendationColumns.User), Col(Found).GetField(RecommendationColumns.Item).As(RecommendationColumns.Item), Col(Place), Col(Found).GetField(RecommendationColumns.Rating).As(RecommendationColumns.Rating))
                .Filter(Col(RecommendationColumns.Rating) > 0)
                .Select(RecommendationColumns.User, RecommendationColumns.Item, Place);
            all = all is null ? best : all.Union(best);
        }

        return all is null ? null : Ranked(Without(all), Col(Place));
    }

    /// <summary>
    /// The products with the greatest sum, over the customer's history, of weight × similarity (terms in millionths, so that their order does not
    /// matter); also because: the item of the history with the greatest term, of equal ones the one of the greatest weight.
    /// </summary>
    internal DataFrame Similar(DataFrame users)
    {
        const string Key = "key";
        WindowSpec byWeight = Window.PartitionBy(RecommendationColumns.User).OrderBy(Col(RecommendationColumns.Weight).Desc(), Col(RecommendationColumns.Item));
        DataFrame history = coded.Pairs.Filter(Col(RecommendationColumns.Weight) > 0)
            .Join(users, RecommendationColumns.User, "left_semi")
            .WithColumn(RecommendationColumns.Rank, RowNumber().Over(byWeight))
            .Filter(Col(RecommendationColumns.Rank) <= options.HistoryItems)
            .Select(Col(RecommendationColumns.User), Col(RecommendationColumns.Item).As(RecommendationColumns.Because), Col(RecommendationColumns.Weight), Col(RecommendationColumns.Rank));
        Column term = Floor((Col(RecommendationColumns.Weight) * Col(RecommendationColumns.Similarity) * Millionths) + 0.5).Cast("bigint");

        // Term and place in the history as one number, which no other product of the history has.
        Column key = (Col(RecommendationColumns.Term) * (options.HistoryItems + 1L)) + (Lit((long)options.HistoryItems) - Col(RecommendationColumns.Rank));
        DataFrame scored = history.Join(CodedNeighbours(), RecommendationColumns.Because)
            .Select(Col(RecommendationColumns.User), Col(RecommendationColumns.Item), Col(RecommendationColumns.Because), Col(RecommendationColumns.Rank), term.As(RecommendationColumns.Term))
            .WithColumn(Key, key)
            .GroupBy(RecommendationColumns.User, RecommendationColumns.Item)
            .Agg(
                Sum(RecommendationColumns.Term).As(RecommendationColumns.Score),
                MaxBy(RecommendationColumns.Because, Key).As(RecommendationColumns.Because));
        return Ranked(Without(scored), Col(RecommendationColumns.Score).Desc(), RecommendationColumns.Because);
    }

    /// <summary>The products that most customers have.</summary>
    internal DataFrame Popular(DataFrame users)
    {
        WindowSpec byCustomers = Window.PartitionBy(RecommendationColumns.Source).OrderBy(Col(RecommendationColumns.Customers).Desc(), Col(RecommendationColumns.Item));
        DataFrame best = coded.Items.Filter(Col(RecommendationColumns.Customers) > 0)
            .WithColumn(Place, RowNumber().Over(byCustomers))
            .Filter(Col(Place) <= options.Candidates)
            .Select(RecommendationColumns.Source, RecommendationColumns.Item, Place);
        DataFrame all = coded.Users.Join(users, RecommendationColumns.User, "left_semi").Select(RecommendationColumns.Source, RecommendationColumns.User).Join(best, RecommendationColumns.Source);
        return Ranked(Without(all), Col(Place));
    }

    // because int: the product, item int: its neighbour.
    private DataFrame CodedNeighbours()
    {
        DataFrame items = coded.Items.Select(RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.Item);
        return neighbours
            .Select(RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.NeighbourId, RecommendationColumns.Similarity)
            .Join(items.WithColumnRenamed(RecommendationColumns.Item, RecommendationColumns.Because), [RecommendationColumns.Source, RecommendationColumns.ProductId])
            .Join(items.WithColumnRenamed(RecommendationColumns.ProductId, RecommendationColumns.NeighbourId), [RecommendationColumns.Source, RecommendationColumns.NeighbourId])
            .Select(RecommendationColumns.Because, RecommendationColumns.Item, RecommendationColumns.Similarity);
    }

    private DataFrame Without(DataFrame candidates) => candidates.Join(coded.Taken(options.ExcludeBought), Pair, "left_anti");

    private DataFrame Ranked(DataFrame candidates, Column order, params string[] kept)
    {
        WindowSpec best = Window.PartitionBy(RecommendationColumns.User).OrderBy(order, Col(RecommendationColumns.Item));
        return candidates
            .WithColumn(RecommendationColumns.Rank, RowNumber().Over(best))
            .Filter(Col(RecommendationColumns.Rank) <= options.Candidates)
            .Select([Col(RecommendationColumns.User), Col(RecommendationColumns.Item), Col(RecommendationColumns.Rank), .. kept.Select(Col)]);
    }
}
