using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Interactions with whole numbers in place of customers and products, which ALS needs and joins are quicker with. Numbers follow the order of ids.</summary>
internal sealed class CodedInteractions
{
    private CodedInteractions(DataFrame users, DataFrame items, DataFrame pairs)
    {
        Users = users;
        Items = items;
        Pairs = pairs;
    }

    /// <summary>source, customer_id, user int.</summary>
    internal DataFrame Users { get; }

    /// <summary>source, product_id, item int, customers bigint (those with a weight above 0).</summary>
    internal DataFrame Items { get; }

    /// <summary>source, user, item, weight, is_bought.</summary>
    internal DataFrame Pairs { get; }

    internal static CodedInteractions Of(DataFrame interactions)
    {
        DataFrame users = interactions.Select(RecommendationColumns.Source, RecommendationColumns.CustomerId).Distinct()
            .WithColumn(RecommendationColumns.User, RowNumber().Over(Window.OrderBy(RecommendationColumns.Source, RecommendationColumns.CustomerId)))
            .Persist();
        DataFrame items = interactions.GroupBy(RecommendationColumns.Source, RecommendationColumns.ProductId)
            .Agg(Count(When(Col(RecommendationColumns.Weight) > 0, 1)).As(RecommendationColumns.Customers))
            .WithColumn(RecommendationColumns.Item, RowNumber().Over(Window.OrderBy(RecommendationColumns.Source, RecommendationColumns.ProductId)))
            .Persist();
        DataFrame pairs = interactions
            .Join(users, [RecommendationColumns.Source, RecommendationColumns.CustomerId])
            .Join(items, [RecommendationColumns.Source, RecommendationColumns.ProductId])
            .Select(
                RecommendationColumns.Source, RecommendationColumns.User, RecommendationColumns.Item,
                RecommendationColumns.Weight, RecommendationColumns.IsBought)
            .Persist();
        return new CodedInteractions(users, items, pairs);
    }

    /// <summary>What a customer must not get: user, item.</summary>
    internal DataFrame Taken(bool excludesBought)
    {
        Column unwanted = Col(RecommendationColumns.Weight) < 0;
        return Pairs.Filter(excludesBought ? unwanted | Col(RecommendationColumns.IsBought) : unwanted)
            .Select(RecommendationColumns.User, RecommendationColumns.Item);
    }

    internal void Release()
    {
        Pairs.Unpersist();
        Items.Unpersist();
        Users.Unpersist();
    }

    internal async Task ReleaseAsync()
    {
        await Pairs.UnpersistAsync().ConfigureAwait(false);
        await Items.UnpersistAsync().ConfigureAwait(false);
        await Users.UnpersistAsync().ConfigureAwait(false);
    }
}
