namespace BigData.Models.Recommendations;

/// <summary>What <see cref="Als"/> fits: the score of a user and an item is the product of their factors.</summary>
/// <param name="Users">A row for each user; all zero for one without ratings.</param>
/// <param name="Items">A row for each item; all zero for one without ratings.</param>
public sealed record AlsFactors(FactorMatrix Users, FactorMatrix Items)
{
    /// <summary>The score of a user and an item: a predicted rating, or a preference around 0 to 1 when implicit.</summary>
    /// <param name="user">The user, from 0.</param>
    /// <param name="item">The item, from 0.</param>
    /// <returns>The product of their factors.</returns>
    public float Score(int user, int item) => RowKernels.Dot(Users.Whole(user), Items.Whole(item));
}
