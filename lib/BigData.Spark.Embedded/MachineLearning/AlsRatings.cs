using System.Globalization;
using Apache.Arrow;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Ratings as they come in batches: a column each of users and items (bigint or double), and of ratings (float).</summary>
/// <param name="userCol">The user's name of the column, for errors.</param>
/// <param name="itemCol">The user's name of the column, for errors.</param>
internal sealed class AlsRatings(string userCol, string itemCol)
{
    private int[] _users = new int[1 << 16];
    private int[] _items = new int[1 << 16];
    private float[] _ratings = new float[1 << 16];

    internal int Count { get; private set; }

    internal Span<int> Users => _users.AsSpan(0, Count);

    internal Span<int> Items => _items.AsSpan(0, Count);

    internal ReadOnlySpan<float> Ratings => _ratings.AsSpan(0, Count);

    /// <summary>Adds the rows of a batch.</summary>
    /// <exception cref="Sql.SparkException">An id or rating is not allowed.</exception>
    internal void Add(RecordBatch batch)
    {
        Grow(batch.Length);
        ReadIds(batch.Column(0), userCol, _users.AsSpan(Count, batch.Length));
        ReadIds(batch.Column(1), itemCol, _items.AsSpan(Count, batch.Length));
        ReadRatings((FloatArray)batch.Column(2), _ratings.AsSpan(Count, batch.Length));
        Count += batch.Length;
    }

    /// <summary>The ids of a column that is bigint or double.</summary>
    /// <exception cref="Sql.SparkException">An id is null, has a fraction or is not in the range of int.</exception>
    internal static void ReadIds(IArrowArray column, string name, Span<int> ids)
    {
        if (column.NullCount > 0)
        {
            throw BadId(name, "null");
        }

        if (column is Int64Array whole)
        {
            ReadOnlySpan<long> values = whole.Values;
            for (int i = 0; i < ids.Length; i++)
            {
                ids[i] = (int)values[i] == values[i] ? (int)values[i] : throw BadId(name, values[i].ToString(CultureInfo.InvariantCulture));
            }

            return;
        }

        ReadOnlySpan<double> reals = ((DoubleArray)column).Values;
        for (int i = 0; i < ids.Length; i++)
        {
            double value = reals[i];
            ids[i] = value >= int.MinValue && value <= int.MaxValue && Math.Truncate(value) == value
                ? (int)value
                : throw BadId(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void ReadRatings(FloatArray column, Span<float> ratings)
    {
        column.Values[..ratings.Length].CopyTo(ratings);
        if (column.NullCount > 0 || ratings.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) >= 0)
        {
            throw Raised("ALS only supports ratings that are finite numbers: a rating is null, NaN or infinite. Leave such rows out.");
        }
    }

    private static Sql.SparkException BadId(string column, string value) =>
        Raised(IdMessage(column, value));

    /// <summary>What is said of an id that cannot be used.</summary>
    internal static string IdMessage(string column, string value) =>
        $"ALS only supports non-Null values in Integer range and without fractional part for column {column}. Got: {value}";

    private static Sql.SparkException Raised(string message) => SparkErrors.Create("USER_RAISED_EXCEPTION", ("errorMessage", message));

    private void Grow(int more)
    {
        int needed = checked(Count + more);
        if (needed > _users.Length)
        {
            int size = (int)Math.Min(System.Array.MaxLength, Math.Max(needed, 2L * _users.Length));
            System.Array.Resize(ref _users, size);
            System.Array.Resize(ref _items, size);
            System.Array.Resize(ref _ratings, size);
        }
    }
}
