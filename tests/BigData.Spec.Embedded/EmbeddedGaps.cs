namespace BigData.Spec.Embedded;

/// <summary>What the embedded engine does not answer as Spark does, with the error that it gives instead.</summary>
internal static class EmbeddedGaps
{
    private const string Function = "EMBEDDED_UNSUPPORTED.FUNCTION";
    private const string Relation = "EMBEDDED_UNSUPPORTED.RELATION";
    private const string Option = "EMBEDDED_UNSUPPORTED.OPTION";
    private const string Expression = "EMBEDDED_UNSUPPORTED.EXPRESSION";
    private const string Command = "EMBEDDED_UNSUPPORTED.COMMAND";

    public static IReadOnlyDictionary<string, SpecGap> All { get; } = new Dictionary<string, SpecGap>(StringComparer.Ordinal)
    {
        ["luhn_check('79927398713')"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["randstr(0, 1)"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["sentences('Hi there. Bye.')"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["to_char(12.5, '99.99')"] = new(Function, SpecGapCategory.Ours, "number patterns are not built yet"),
        ["to_number('1,234', '9,999')"] = new(Function, SpecGapCategory.Ours, "number patterns are not built yet"),
        ["from_json('{\"a\":1,\"b\":\"x\"}', 'a int, b string')"] = new(Function, SpecGapCategory.Ours, "JSON to structs is not built yet"),
        ["from_json('bad', 'a int')"] = new(Function, SpecGapCategory.Ours, "JSON to structs is not built yet"),
        ["mask('Abc-123')"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["parse_url('http://x.org/p?a=1', 'QUERY', 'a')"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["array_sort(array('b', 'aa', 'c'), (l, r) -> length(r) - length(l))"] = new(Function, SpecGapCategory.Upstream, "DuckDB cannot sort by a comparing function"),
        ["shuffle(array(1))"] = new(Function, SpecGapCategory.Never, "a random order cannot be repeated on another engine"),
        ["window(timestamp'2020-01-01 00:07:00', '5 minutes').start"] = new(Function, SpecGapCategory.Ours, "time windows are not built yet"),
        ["quote('it\\'s')"] = new(Function, SpecGapCategory.Ours, "not built yet"),
        ["date'2020-01-31' - date'2020-01-01'"] = new(Expression, SpecGapCategory.Ours, "intervals as results come with their issue"),
        ["timestamp'2020-01-01 12:00:00' - timestamp'2020-01-01 10:30:00'"] = new(Expression, SpecGapCategory.Ours, "intervals as results come with their issue"),
        ["interval '1-2' year to month"] = new(Expression, SpecGapCategory.Ours, "intervals as results come with their issue"),
        ["interval '1 02:03:04.5' day to second"] = new(Expression, SpecGapCategory.Ours, "intervals as results come with their issue"),
        ["cast(interval '1' day as string)"] = new(Expression, SpecGapCategory.Ours, "intervals have no text form here yet"),
        ["interval 1 week"] = new(Expression, SpecGapCategory.Ours, "intervals as results come with their issue"),
    };
}
