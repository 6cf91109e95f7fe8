namespace BigData.Models.Recommendations;

/// <summary>Ratings or interactions of users with items, sorted both by user and by item. Users and items are numbered from 0.</summary>
public sealed class RatingMatrix
{
    /// <summary>Sorts ratings both ways.</summary>
    /// <param name="users">The user of each rating, from 0.</param>
    /// <param name="items">The item of each rating, from 0.</param>
    /// <param name="ratings">The rating or weight of each: finite; of a pair that comes several times all are kept, as Spark does.</param>
    /// <param name="userCount">How many users there are; some may have no rating.</param>
    /// <param name="itemCount">How many items there are; some may have no rating.</param>
    /// <exception cref="ArgumentException">Lengths differ, an index is out of range, or a rating is not finite; the message names the position.</exception>
    public RatingMatrix(ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<float> ratings, int userCount, int itemCount)
        : this(SparseRows.FromCells(users, items, ratings, userCount, itemCount))
    {
    }

    /// <summary>Takes ratings that are sorted by user.</summary>
    /// <param name="byUser">A row for each user, a column for each item.</param>
    public RatingMatrix(SparseRows byUser)
    {
        ArgumentNullException.ThrowIfNull(byUser);
        ByUser = byUser;
        ByItem = byUser.Transpose();
    }

    /// <summary>A row for each user, a column for each item.</summary>
    public SparseRows ByUser { get; }

    /// <summary>A row for each item, a column for each user.</summary>
    public SparseRows ByItem { get; }

    /// <summary>How many users there are.</summary>
    public int UserCount => ByUser.RowCount;

    /// <summary>How many items there are.</summary>
    public int ItemCount => ByItem.RowCount;

    /// <summary>How many ratings there are.</summary>
    public int Count => ByUser.Count;
}
