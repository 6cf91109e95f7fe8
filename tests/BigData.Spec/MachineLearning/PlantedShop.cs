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
    public static double Ndcg(IReadOnlyList<Row> lists) => lists.Average(list =>
        Gain(list.GetAs<int>(0), ((IEnumerable<object>)list.Get(1)!).Select(pair => ((Row)pair).GetAs<int>(0))));

    /// <summary>nDCG@10 of the items that most users have.</summary>
    public static double PopularNdcg()
    {
        int[] best = [.. Enumerable.Range(0, Items).OrderByDescending(item => Seen.Values.Count(seen => seen.Contains(item))).ThenBy(item => item)];
        return Seen.Keys.Average(user => Gain(user, best));
    }

    /// <summary>nDCG@10 of item–item neighbours: the greatest sum of cosines with what a user has (Sarwar et al. 2001), by definition.</summary>
    public static double NeighbourNdcg()
    {
        HashSet<int>[] users = [.. Enumerable.Range(0, Items).Select(item => Seen.Where(pair => pair.Value.Contains(item)).Select(pair => pair.Key).ToHashSet())];
        double Cosine(int one, int other) => users[one].Count == 0 || users[other].Count == 0 ? 0
            : users[one].Intersect(users[other]).Count() / Math.Sqrt((double)users[one].Count * users[other].Count);
        return Seen.Average(pair => Gain(pair.Key, Enumerable.Range(0, Items).OrderByDescending(item => pair.Value.Where(own => own != item).Sum(own => Cosine(own, item))).ThenBy(item => item)));
    }

    private static double Gain(int user, IEnumerable<int> best) =>
        best.Where(item => !Seen[user].Contains(item)).Take(Cutoff).Select((item, place) => Answers[user].Contains(item) ? 1 / Math.Log2(place + 2) : 0).Sum()
        / Enumerable.Range(0, Held).Sum(place => 1 / Math.Log2(place + 2));
}
