using BigData.Spark.Errors;
using JoinType = BigData.Spark.Proto.Join.Types.JoinType;

namespace BigData.Spark.Sql;

/// <summary>The spellings of the types of joins.</summary>
internal static class JoinTypes
{
    private static readonly Dictionary<string, JoinType> Spellings = new(StringComparer.Ordinal)
    {
        ["inner"] = JoinType.Inner,
        ["outer"] = JoinType.FullOuter,
        ["full"] = JoinType.FullOuter,
        ["fullouter"] = JoinType.FullOuter,
        ["left"] = JoinType.LeftOuter,
        ["leftouter"] = JoinType.LeftOuter,
        ["right"] = JoinType.RightOuter,
        ["rightouter"] = JoinType.RightOuter,
        ["semi"] = JoinType.LeftSemi,
        ["leftsemi"] = JoinType.LeftSemi,
        ["anti"] = JoinType.LeftAnti,
        ["leftanti"] = JoinType.LeftAnti,
        ["cross"] = JoinType.Cross,
    };

    public static JoinType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string key = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return Spellings.TryGetValue(key, out JoinType type)
            ? type
            : throw SparkErrors.Create(
                "UNSUPPORTED_JOIN_TYPE", ("typ", text), ("supported", string.Join(", ", Spellings.Keys.Select(s => $"'{s}'"))));
    }
}
