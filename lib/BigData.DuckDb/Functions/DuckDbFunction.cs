namespace BigData.DuckDb.Functions;

/// <summary>Computes one vector of results from vectors of arguments.</summary>
/// <param name="arguments">The arguments, one vector each.</param>
/// <param name="result">Where the results go.</param>
/// <param name="rows">How many rows the vectors hold.</param>
public delegate void DuckDbVectorFunction(DuckDbArguments arguments, DuckDbResultVector result, int rows);

/// <summary>A C# function for DuckDB, over whole vectors or, by <see cref="Create{T,TResult}"/>, over values.
/// It is called by several threads at once. Its exception ends the statement and is the inner exception of the error.</summary>
public sealed record DuckDbFunction
{
    /// <summary>The name in SQL.</summary>
    public required string Name { get; init; }

    /// <summary>DuckDB's type texts of the parameters, such as <c>BIGINT</c>, <c>VARCHAR</c>, <c>DECIMAL(18,2)</c>, <c>VARCHAR[]</c>.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>DuckDB's type text of the result.</summary>
    public required string Result { get; init; }

    /// <summary>The code.</summary>
    public required DuckDbVectorFunction Body { get; init; }

    /// <summary>True (default): a NULL argument gives NULL, and the value-wise forms do not call the code for such rows.
    /// False: the code sees NULLs and decides.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>True when equal arguments may give different results; false (default) lets DuckDB fold and share calls.</summary>
    public bool Volatile { get; init; }

    /// <summary>A function of one value.</summary>
    /// <typeparam name="T">bool, sbyte, short, int, long, float, double, string, byte[], DateOnly or DateTime (UTC) — for functions that are not
    /// strict the nullable form.</typeparam>
    /// <typeparam name="TResult">As <typeparamref name="T"/>; null gives NULL.</typeparam>
    /// <param name="name">The name in SQL.</param>
    /// <param name="body">The code.</param>
    /// <param name="strict">See <see cref="Strict"/>.</param>
    /// <returns>The function, to be registered.</returns>
    public static DuckDbFunction Create<T, TResult>(string name, Func<T, TResult> body, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (a, result) = (ValueCodec.For<T>(), ValueCodec.For<TResult>());
        return Of(name, [a.TypeText], result.TypeText, strict, (arguments, output, rows) =>
        {
            for (var row = 0; row < rows; row++)
            {
                if (strict && arguments.AnyNull(row))
                {
                    output.SetNull(row);
                }
                else
                {
                    result.Write(output, row, body(a.Read(arguments, 0, row)));
                }
            }
        });
    }

    /// <summary>A function of two values.</summary>
    /// <typeparam name="T1">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <typeparam name="T2">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <typeparam name="TResult">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <param name="name">The name in SQL.</param>
    /// <param name="body">The code.</param>
    /// <param name="strict">See <see cref="Strict"/>.</param>
    /// <returns>The function, to be registered.</returns>
    public static DuckDbFunction Create<T1, T2, TResult>(string name, Func<T1, T2, TResult> body, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (a, b, result) = (ValueCodec.For<T1>(), ValueCodec.For<T2>(), ValueCodec.For<TResult>());
        return Of(name, [a.TypeText, b.TypeText], result.TypeText, strict, (arguments, output, rows) =>
        {
            for (var row = 0; row < rows; row++)
            {
                if (strict && arguments.AnyNull(row))
                {
                    output.SetNull(row);
                }
                else
                {
                    result.Write(output, row, body(a.Read(arguments, 0, row), b.Read(arguments, 1, row)));
                }
            }
        });
    }

    /// <summary>A function of three values.</summary>
    /// <typeparam name="T1">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <typeparam name="T2">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <typeparam name="T3">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <typeparam name="TResult">See <see cref="Create{T,TResult}"/>.</typeparam>
    /// <param name="name">The name in SQL.</param>
    /// <param name="body">The code.</param>
    /// <param name="strict">See <see cref="Strict"/>.</param>
    /// <returns>The function, to be registered.</returns>
    public static DuckDbFunction Create<T1, T2, T3, TResult>(string name, Func<T1, T2, T3, TResult> body, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (a, b, c, result) = (ValueCodec.For<T1>(), ValueCodec.For<T2>(), ValueCodec.For<T3>(), ValueCodec.For<TResult>());
        return Of(name, [a.TypeText, b.TypeText, c.TypeText], result.TypeText, strict, (arguments, output, rows) =>
        {
            for (var row = 0; row < rows; row++)
            {
                if (strict && arguments.AnyNull(row))
                {
                    output.SetNull(row);
                }
                else
                {
                    result.Write(output, row, body(a.Read(arguments, 0, row), b.Read(arguments, 1, row), c.Read(arguments, 2, row)));
                }
            }
        });
    }

    private static DuckDbFunction Of(string name, string[] parameters, string result, bool strict, DuckDbVectorFunction body) =>
        new() { Name = name, Parameters = parameters, Result = result, Strict = strict, Body = body };
}
