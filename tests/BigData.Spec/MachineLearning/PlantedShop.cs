using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spec.MachineLearning;

/// <summary>
/// A small shop with truth in it: 200 users and 80 items in 5 groups. Users take items of their group, the first ones more often, and one item of any group.
/// Some of what they took is held back. The same on every machine.
/// </summary>
internal static class PlantedShop
{
    public const int Users = 200;
    private const int Items = 80;
    private const int Groups = 5;
    private const int Held = 2;
    private const int Cutoff = 10;

    static PlantedShop()
    {
        Random random = new(7);
        List<Row> train = [];
        for (int user = 0; user < Users; user++)
        {
            int[] own = [.. Enumerable.Range(0, Items).Where(item => item % Groups == user % Groups)
                .OrderBy(item => Math.Pow(random.NextDouble(), 1.0 + (item / 16.0))).Take(6 + Held)];
            Answers[user] = [.. own.Take(Held)];
            Seen[user] = [.. own.Skip(Held), random.Next(Items)];
            train.AddRange(Seen[user].Select(item => new Row([user, item, (double)(1 + random.Next(3))])));
        }

        Train = train;
    }

    public static IReadOnlyList<Row> Train { get; }

    private static Dictionary<int, HashSet<int>> Answers { get; } = [];

    private static Dictionary<int, HashSet<int>> Seen { get; } = [];

    public static DataFrame Frame(SparkSession spark) => spark.CreateDataFrame(Train, new StructType(
        new StructField("user", DataTypes.Integer), new StructField("item", DataTypes.Integer), new StructField("rating", DataTypes.Double)));

    /// <summary>nDCG@10 over all users: items of the training are left out of the lists, what was held back is relevant, the ideal has as many hits.</summary>
    /// <param name="lists">Rows of user and recommendations, best first, at least 10 more than a user has seen.</param>
    public static double Ndcg(IReadOnlyList<Row> lists)
    {
        double sum = 0;
        foreach (Row list in lists)
        {
            int user = list.GetAs<int>(0);
            int[] best = [.. ((IEnumerable<object>)list.Get(1)!).Select(pair => ((Row)pair).GetAs<int>(0)).Where(item => !Seen[user].Contains(item)).Take(Cutoff)];
            double gain = best.Select((item, place) => Answers[user].Contains(item) ? 1 / Math.Log2(place + 2) : 0).Sum();
            sum += gain / Enumerable.Range(0, Held).Sum(place => 1 / Math.Log2(place + 2));
        }

        return sum / lists.Count;
    }
}
