using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>Products for customers by one method each: user, item, rank from 1; what a customer must not get is left out.</summary>
internal sealed class CandidateLists(CodedInteractions coded, DataFrame neighbours, RecommenderOptions options)
{
    private const string Place = "place";
    private const string Found = "found";
    private const double Millionths = 1e6;

    private static readonly string[] Pair = [Columns.User, Columns.Item];

    /// <summary>Fits ALS to the interactions of a source.</summary>
    internal ALSModel Fit(string source)
    {
        DataFrame ratings = coded.Pairs
            .Filter((Col(Columns.Source) == source) & (Col(Columns.Weight) != 0))
            .Select(Col(Columns.User), Col(Columns.Item), Col(Columns.Weight).Cast("float").As(Columns.Rating));
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
                .Select(Col(Columns.User), PosExplode("recommendations").Alias(Place, Found))
                .Select(Col(Columns.User), Col(Found).GetField(Columns.Item).As(Columns.Item), Col(Place), Col(Found).GetField(Columns.Rating).As(Columns.Rating))
                .Filter(Col(Columns.Rating) > 0)
                .Select(Columns.User, Columns.Item, Place);
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
        WindowSpec byWeight = Window.PartitionBy(Columns.User).OrderBy(Col(Columns.Weight).Desc(), Col(Columns.Item));
        DataFrame history = coded.Pairs.Filter(Col(Columns.Weight) > 0)
            .Join(users, Columns.User, "left_semi")
            .WithColumn(Columns.Rank, RowNumber().Over(byWeight))
            .Filter(Col(Columns.Rank) <= options.HistoryItems)
            .Select(Col(Columns.User), Col(Columns.Item).As(Columns.Because), Col(Columns.Weight), Col(Columns.Rank));
        Column term = Floor((Col(Columns.Weight) * Col(Columns.Similarity) * Millionths) + 0.5).Cast("bigint");

        // Term and place in the history as one number, which no other product of the history has.
        Column key = (Col(Columns.Term) * (options.HistoryItems + 1L)) + (Lit((long)options.HistoryItems) - Col(Columns.Rank));
        DataFrame scored = history.Join(CodedNeighbours(), Columns.Because)
            .Select(Col(Columns.User), Col(Columns.Item), Col(Columns.Because), Col(Columns.Rank), term.As(Columns.Term))
            .WithColumn(Key, key)
            .GroupBy(Columns.User, Columns.Item)
            .Agg(
                Sum(Columns.Term).As(Columns.Score),
                MaxBy(Columns.Because, Key).As(Columns.Because));
        return Ranked(Without(scored), Col(Columns.Score).Desc(), Columns.Because);
    }

    /// <summary>The products that most customers have.</summary>
    internal DataFrame Popular(DataFrame users)
    {
        WindowSpec byCustomers = Window.PartitionBy(Columns.Source).OrderBy(Col(Columns.Customers).Desc(), Col(Columns.Item));
        DataFrame best = coded.Items.Filter(Col(Columns.Customers) > 0)
            .WithColumn(Place, RowNumber().Over(byCustomers))
            .Filter(Col(Place) <= options.Candidates)
            .Select(Columns.Source, Columns.Item, Place);
        DataFrame all = coded.Users.Join(users, Columns.User, "left_semi").Select(Columns.Source, Columns.User).Join(best, Columns.Source);
        return Ranked(Without(all), Col(Place));
    }

    // because int: the product, item int: its neighbour.
    private DataFrame CodedNeighbours()
    {
        DataFrame items = coded.Items.Select(Columns.Source, Columns.ProductId, Columns.Item);
        return neighbours
            .Select(Columns.Source, Columns.ProductId, Columns.NeighbourId, Columns.Similarity)
            .Join(items.WithColumnRenamed(Columns.Item, Columns.Because), [Columns.Source, Columns.ProductId])
            .Join(items.WithColumnRenamed(Columns.ProductId, Columns.NeighbourId), [Columns.Source, Columns.NeighbourId])
            .Select(Columns.Because, Columns.Item, Columns.Similarity);
    }

    private DataFrame Without(DataFrame candidates) => candidates.Join(coded.Taken(options.ExcludeBought), Pair, "left_anti");

    private DataFrame Ranked(DataFrame candidates, Column order, params string[] kept)
    {
        WindowSpec best = Window.PartitionBy(Columns.User).OrderBy(order, Col(Columns.Item));
        return candidates
            .WithColumn(Columns.Rank, RowNumber().Over(best))
            .Filter(Col(Columns.Rank) <= options.Candidates)
            .Select([Col(Columns.User), Col(Columns.Item), Col(Columns.Rank), .. kept.Select(Col)]);
    }
}
