using BigData.Models.Recommendations;

namespace BigData.Models.Tests.Recommendations;

/// <summary>Seeded ratings with truth in them: users and items have a group, and users take mostly items of their own.</summary>
internal sealed class PlantedRatings
{
    public const int Groups = 5;

    private readonly List<int> _users = [];
    private readonly List<int> _items = [];
    private readonly List<float> _ratings = [];

    public PlantedRatings(int users, int items, int perUser, int seed, int held = 0)
    {
        Random random = new(seed);
        Held = new HashSet<int>[users];
        for (int user = 0; user < users; user++)
        {
            int[] own = [.. Enumerable.Range(0, items).Where(item => item % Groups == user % Groups).OrderBy(_ => random.Next()).Take(perUser + held)];
            Held[user] = [.. own.Take(held)];
            foreach (int item in own.Skip(held))
            {
                Add(user, item, 1 + random.Next(4));
            }

            Add(user, random.Next(items), 1);
        }

        Matrix = new RatingMatrix([.. _users], [.. _items], [.. _ratings], users, items);
    }

    public RatingMatrix Matrix { get; }

    /// <summary>Items of a user's own group that the ratings do not tell.</summary>
    public HashSet<int>[] Held { get; }

    /// <summary>The mean nDCG of 10 items, seen ones left out, against the held ones.</summary>
    public double Ndcg(AlsFactors factors)
    {
        int[] all = [.. Enumerable.Range(0, Matrix.UserCount)];
        TopNResult best = new TopNSearch(factors.Items).Find(factors.Users, all, 10, Matrix.ByUser);
        double sum = 0;
        foreach (int user in all)
        {
            double gain = 0;
            for (int place = 0; place < best.Items(user).Length; place++)
            {
                gain += Held[user].Contains(best.Items(user)[place]) ? 1 / Math.Log2(place + 2) : 0;
            }

            sum += gain / Enumerable.Range(0, Math.Min(10, Held[user].Count)).Sum(place => 1 / Math.Log2(place + 2));
        }

        return sum / all.Length;
    }

    private void Add(int user, int item, float rating)
    {
        _users.Add(user);
        _items.Add(item);
        _ratings.Add(rating);
    }
}
