using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spec.MachineLearning;

/// <summary>
/// A shop whose truth is a ring: 300 users and 120 items have a place on it, and users take items near theirs, the first of seven more often. They take
/// so few that two items of one taste often share no user, which is where factors know more than counts. The same on every machine.
/// </summary>
internal static class PlantedTastes
{
    private const int Users = 300;
    private const int Items = 120;
    private const int Taken = 6;
    private const int Held = 2;
    private const int Cutoff = 10;
    private const double Reach = 0.15;

    private static readonly Dictionary<int, HashSet<int>> Answers = [];
    private static readonly Dictionary<int, HashSet<int>> Seen = [];

    static PlantedTastes()
    {
        Random random = new(11);
        for (int user = 0; user < Users; user++)
        {
            int[] own = [.. Enumerable.Range(0, Items).OrderBy(item => -Math.Log(1 - random.NextDouble()) / Liking(user, item)).Take(Taken + Held).OrderBy(_ => random.Next())];
            Answers[user] = [.. own.Take(Held)];
            Seen[user] = [.. own.Skip(Held)];
        }
    }

    public static DataFrame Frame(SparkSession spark) => spark.CreateDataFrame(
        Seen.SelectMany(pair => pair.Value.Select(item => new Row(pair.Key, item, 1.0))),
        new StructType(new StructField("user", DataTypes.Integer), new StructField("item", DataTypes.Integer), new StructField("rating", DataTypes.Double)));

    /// <summary>nDCG@10 of lists: items of the training are left out, what was held back is relevant, the ideal has as many hits.</summary>
    /// <param name="lists">Rows of user and recommendations, best first, at least 10 more than a user has seen.</param>
    public static double Ndcg(IReadOnlyList<Row> lists) => lists.Average(list =>
        Gain(list.GetAs<int>(0), ((IEnumerable<object>)list.Get(1)!).Select(pair => ((Row)pair).GetAs<int>(0))));

    /// <summary>The same of item–item neighbours by definition (Sarwar et al. 2001): the greatest sum of cosines with what a user has.</summary>
    public static double NeighbourNdcg()
    {
        HashSet<int>[] users = [.. Enumerable.Range(0, Items).Select(UsersOf)];
        double Cosine(int one, int other) => one == other || users[one].Count * users[other].Count == 0 ? 0
            : users[one].Intersect(users[other]).Count() / Math.Sqrt(users[one].Count * users[other].Count);
        return Seen.Average(pair => Gain(pair.Key, Enumerable.Range(0, Items).OrderByDescending(item => pair.Value.Sum(own => Cosine(own, item))).ThenBy(item => item)));
    }

    /// <summary>The same of the items that most users have.</summary>
    public static double PopularNdcg()
    {
        int[] best = [.. Enumerable.Range(0, Items).OrderByDescending(item => UsersOf(item).Count).ThenBy(item => item)];
        return Seen.Keys.Average(user => Gain(user, best));
    }

    private static double Liking(int user, int item)
    {
        double way = Math.Abs(((double)item / Items) - ((double)user / Users));
        way = Math.Min(way, 1 - way);
        return Math.Exp(-way * way / (2 * Reach * Reach)) / Math.Sqrt(1 + (item % 7));
    }

    private static HashSet<int> UsersOf(int item) => [.. Seen.Where(pair => pair.Value.Contains(item)).Select(pair => pair.Key)];

    private static double Gain(int user, IEnumerable<int> best) =>
        best.Where(item => !Seen[user].Contains(item)).Take(Cutoff).Select((item, place) => Answers[user].Contains(item) ? 1 / Math.Log2(place + 2) : 0).Sum()
        / Enumerable.Range(0, Held).Sum(place => 1 / Math.Log2(place + 2));
}
