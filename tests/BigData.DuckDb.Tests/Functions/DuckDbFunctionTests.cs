using System.Text;
using BigData.DuckDb.Functions;

namespace BigData.DuckDb.Tests.Functions;

public sealed class DuckDbFunctionTests : IDisposable
{
    private readonly DuckDbInstance _instance = DuckDbInstance.Open(new DuckDbOptions { Threads = 4 });

    public void Dispose() => _instance.Dispose();

    [Fact]
    public async Task A_strict_function_gives_null_for_null_and_is_not_called()
    {
        _instance.RegisterFunction(DuckDbFunction.Create<long, long>("twice", x => x * 2));
        _instance.RegisterFunction(DuckDbFunction.Create<string, int, string>("cut", (s, n) => s[..n]));
        using var session = _instance.Connect();
        Assert.Equal(42, await session.ScalarAsync<long>("SELECT twice(21)"));
        Assert.Null(await session.ScalarAsync<long?>("SELECT twice(NULL)"));
        Assert.Equal("a lo", await session.ScalarAsync<string>("SELECT cut('a long text that is not inlined', 4)"));
        Assert.Equal(3, await session.ScalarAsync<long>("SELECT count(*) FROM (SELECT cut(s, n) c FROM (VALUES ('abc', 2), (NULL, 1), ('x', NULL), ('äö', 1), ('', 0)) t(s, n)) WHERE c IS NOT NULL"));
    }

    [Fact]
    public async Task A_function_that_is_not_strict_sees_null_and_may_return_it()
    {
        _instance.RegisterFunction(DuckDbFunction.Create<long?, string?, string?>("describe_row", (n, s) => n is null ? null : $"{n}:{s ?? "none"}", strict: false));
        using var session = _instance.Connect();
        Assert.Equal("1:none", await session.ScalarAsync<string>("SELECT describe_row(1, NULL)"));
        Assert.Null(await session.ScalarAsync<string>("SELECT describe_row(NULL, 'x')"));
        Assert.Equal("2:x", await session.ScalarAsync<string>("SELECT describe_row(2, 'x')"));
    }

    [Fact]
    public async Task Every_value_type_goes_in_and_out()
    {
        _instance.RegisterFunction(DuckDbFunction.Create<bool, bool>("f_bool", x => !x));
        _instance.RegisterFunction(DuckDbFunction.Create<sbyte, sbyte>("f_tiny", x => (sbyte)~x));
        _instance.RegisterFunction(DuckDbFunction.Create<short, short>("f_small", x => (short)~x));
        _instance.RegisterFunction(DuckDbFunction.Create<int, int>("f_int", x => ~x));
        _instance.RegisterFunction(DuckDbFunction.Create<float, float>("f_float", x => -x));
        _instance.RegisterFunction(DuckDbFunction.Create<double, double, double, double>("f_double", (a, b, c) => a + (b * c)));
        _instance.RegisterFunction(DuckDbFunction.Create<byte[], byte[]>("f_blob", x => [.. x.Reverse()]));
        _instance.RegisterFunction(DuckDbFunction.Create<DateOnly, DateOnly>("f_date", x => x.AddDays(1)));
        _instance.RegisterFunction(DuckDbFunction.Create<DateTime, DateTime>("f_time", x => x.AddTicks(10)));
        using var session = _instance.Connect();
        Assert.Equal("true", await session.ScalarAsync<string>("SELECT f_bool(false)::VARCHAR"));
        Assert.Equal("-128|-32768|-2147483648", await session.ScalarAsync<string>("SELECT concat_ws('|', f_tiny(127::TINYINT), f_small(32767::SMALLINT), f_int(2147483647))"));
        Assert.Equal("-1.5|7.0", await session.ScalarAsync<string>("SELECT concat_ws('|', f_float(1.5::FLOAT), f_double(1, 2, 3))"));
        Assert.Equal("030201", await session.ScalarAsync<string>("SELECT hex(f_blob(unhex('010203')))"));
        Assert.Equal("2000-03-01", await session.ScalarAsync<string>("SELECT f_date('2000-02-29'::DATE)::VARCHAR"));
        var tooOld = await Assert.ThrowsAsync<DuckDbException>(() => session.ScalarAsync<string>("SELECT f_date('0001-12-31 (BC)'::DATE)::VARCHAR"));
        Assert.Contains("years 1 to 9999", tooOld.Message, StringComparison.Ordinal);
        Assert.Equal("2000-01-01 00:00:00.000001+00", await session.ScalarAsync<string>("SELECT f_time('2000-01-01'::TIMESTAMPTZ)::VARCHAR"));
    }

    [Fact]
    public async Task A_function_over_vectors_writes_nested_values()
    {
        // Row n gets n elements {n: [n, n …], s: text} in a list, and a map of n entries; every third row is null.
        _instance.RegisterFunction(new DuckDbFunction
        {
            Name = "nested",
            Parameters = ["BIGINT"],
            Result = "STRUCT(l STRUCT(n BIGINT[], s VARCHAR)[], m MAP(VARCHAR, BIGINT))",
            Body = (arguments, output, rows) =>
            {
                for (var row = 0; row < rows; row++)
                {
                    var n = arguments.Values<long>(0)[row] % 50;
                    WriteNested(output, row, n);
                }
            },
        });
        using var session = _instance.Connect();
        Assert.Equal(
            "{'l': [{'n': [2, 2], 's': a text of some length 0}, {'n': [2, 2], 's': NULL}], 'm': {k0=2, k1=NULL}}",
            await session.ScalarAsync<string>("SELECT nested(2)::VARCHAR"));
        Assert.Equal("{'l': NULL, 'm': NULL}", await session.ScalarAsync<string>("SELECT nested(3)::VARCHAR"));
        const string all = "FROM (SELECT i % 50 AS n, nested(i) AS v FROM range(10000) t(i))";
        Assert.Equal(
            await session.ScalarAsync<long>("SELECT sum(CASE WHEN i % 50 % 3 = 0 THEN 0 ELSE (i % 50) ** 3 END)::BIGINT FROM range(10000) t(i)"),
            await session.ScalarAsync<long>($"SELECT sum(coalesce(list_sum(list_transform(v.l, lambda e: list_sum(e.n))), 0))::BIGINT {all}"));
        Assert.Equal(0, await session.ScalarAsync<long>($"SELECT count(*) {all} WHERE n % 3 <> 0 AND (len(v.l) <> n OR cardinality(v.m) <> n OR v.m['k0'] IS DISTINCT FROM n)"));
    }

    private static void WriteNested(DuckDbResultVector output, int row, long n)
    {
        var (list, map) = (output.Field(0), output.Field(1));
        var isNull = n % 3 == 0;
        var count = isNull ? 0 : (int)n;
        var start = list.Append(row, count);
        var entries = map.Append(row, count);
        for (var i = 0; i < count; i++)
        {
            var element = list.Elements;
            var first = element.Field(0).Append(start + i, count);
            element.Field(0).Elements.Values<long>().Slice(first, count).Fill(n);
            map.Elements.Field(0).SetText(entries + i, $"k{i}");
            map.Elements.Field(1).Values<long>()[entries + i] = n;
            if (i % 2 == 0)
            {
                element.Field(1).SetText(start + i, $"a text of some length {i}");
            }
            else
            {
                element.Field(1).SetNull(start + i);
                map.Elements.Field(1).SetNull(entries + i);
            }
        }

        if (isNull)
        {
            list.SetNull(row);
            map.SetNull(row);
        }
    }

    [Fact]
    public async Task A_function_over_vectors_reads_and_writes_decimals_and_text()
    {
        _instance.RegisterFunction(new DuckDbFunction
        {
            Name = "cents",
            Parameters = ["DECIMAL(18,2)", "VARCHAR"],
            Result = "VARCHAR",
            Body = (arguments, result, rows) =>
            {
                var unscaled = arguments.Values<long>(0);
                for (var row = 0; row < rows; row++)
                {
                    if (arguments.AnyNull(row))
                    {
                        result.SetNull(row);
                    }
                    else
                    {
                        result.SetBytes(row, Encoding.UTF8.GetBytes($"{unscaled[row]} {arguments.Text(1, row)}"));
                    }
                }
            },
        });
        using var session = _instance.Connect();
        Assert.Equal("-1234 ct", await session.ScalarAsync<string>("SELECT cents(-12.34, 'ct')"));
        Assert.Equal(0, await session.ScalarAsync<long>(
            "SELECT count(*) FROM range(100000) t(i) WHERE cents(CASE WHEN i % 3 = 0 THEN NULL ELSE i END, repeat('x', (i % 20)::INT)) IS DISTINCT FROM "
            + "CASE WHEN i % 3 = 0 THEN NULL ELSE (i * 100) || ' ' || repeat('x', (i % 20)::INT) END"));
    }

    [Fact]
    public async Task An_exception_is_the_inner_exception_of_the_error()
    {
        _instance.RegisterFunction(DuckDbFunction.Create<long, long>("fails_at", x => x == 70_000 ? throw new InvalidDataException("seventy thousand") : x));
        using var session = _instance.Connect();
        var error = await Assert.ThrowsAsync<DuckDbException>(() => session.ScalarAsync<long>("SELECT sum(fails_at(i))::BIGINT FROM range(100000) t(i)"));
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Contains("seventy thousand", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await session.ScalarAsync<long>("SELECT fails_at(1)"));
    }

    [Fact]
    public async Task Functions_are_seen_by_every_session_and_can_be_replaced()
    {
        using var session = _instance.Connect();
        _instance.RegisterFunction(DuckDbFunction.Create<int, int>("version", _ => 1));
        Assert.Equal(1, await session.ScalarAsync<int>("SELECT version(0)"));
        _instance.RegisterFunction(DuckDbFunction.Create<int, int>("version", _ => 2));
        using var other = _instance.Connect();
        Assert.Equal(2, await other.ScalarAsync<int>("SELECT version(0)"));
    }

    [Fact]
    public void Types_that_are_not_known_are_refused()
    {
        var unknown = Assert.Throws<NotSupportedException>(() => DuckDbFunction.Create<Guid, long>("f", _ => 1));
        Assert.Contains("Guid", unknown.Message, StringComparison.Ordinal);
        var error = Assert.Throws<DuckDbException>(() => _instance.RegisterFunction(
            new DuckDbFunction { Name = "g", Parameters = ["NO_SUCH_TYPE"], Result = "INTEGER", Body = (_, _, _) => { } }));
        Assert.Contains("NO_SUCH_TYPE", error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
