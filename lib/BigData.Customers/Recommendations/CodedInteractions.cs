using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

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
        DataFrame users = interactions.Select(Columns.Source, Columns.CustomerId).Distinct()
            .WithColumn(Columns.User, RowNumber().Over(Window.OrderBy(Columns.Source, Columns.CustomerId)))
            .Persist();
        DataFrame items = interactions.GroupBy(Columns.Source, Columns.ProductId)
            .Agg(Count(When(Col(Columns.Weight) > 0, 1)).As(Columns.Customers))
            .WithColumn(Columns.Item, RowNumber().Over(Window.OrderBy(Columns.Source, Columns.ProductId)))
            .Persist();
        DataFrame pairs = interactions
            .Join(users, [Columns.Source, Columns.CustomerId])
            .Join(items, [Columns.Source, Columns.ProductId])
            .Select(
                Columns.Source, Columns.User, Columns.Item,
                Columns.Weight, Columns.IsBought)
            .Persist();
        return new CodedInteractions(users, items, pairs);
    }

    /// <summary>What a customer must not get: user, item.</summary>
    internal DataFrame Taken(bool excludesBought)
    {
        Column unwanted = Col(Columns.Weight) < 0;
        return Pairs.Filter(excludesBought ? unwanted | Col(Columns.IsBought) : unwanted)
            .Select(Columns.User, Columns.Item);
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
