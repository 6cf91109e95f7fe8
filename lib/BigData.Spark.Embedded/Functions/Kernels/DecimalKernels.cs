using System.Globalization;
using System.Numerics;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Decimal arithmetic on unscaled integers of any length.</summary>
internal static class DecimalKernels
{
    /// <summary>An operator on two decimals, rounded half up to the result's scale.</summary>
    /// <param name="symbol">One of <c>+ - * /</c>.</param>
    /// <param name="a">The left operand's type.</param>
    /// <param name="b">The right operand's type.</param>
    /// <param name="result">The result's type.</param>
    /// <param name="quiet">Whether overflow and division by zero give null.</param>
    public static NativeKernel Arithmetic(string symbol, DecimalType a, DecimalType b, DecimalType result, bool quiet)
    {
        string verb = symbol switch
        {
            "+" => "add",
            "-" => "subtract",
            "*" => "multiply",
            _ => "divide",
        };
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"spark_decimal_{verb}_{a.Precision}_{a.Scale}_{b.Precision}_{b.Scale}_{result.Precision}_{result.Scale}{(quiet ? "_try" : string.Empty)}");
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = [DuckTypes.Name(a), DuckTypes.Name(b)],
            Result = DuckTypes.Name(result),
            Body = (arguments, output, rows) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.AnyNull(row))
                    {
                        output.SetNull(row);
                        continue;
                    }

                    BigInteger? value = Compute(symbol, Read(arguments, 0, row, a.Precision), a.Scale, Read(arguments, 1, row, b.Precision), b.Scale, result.Scale, quiet);
                    Write(output, row, value, result, quiet);
                }
            },
        });
    }

    /// <summary>The average of decimals from their sum and count, rounded half up.</summary>
    public static NativeKernel Average(DecimalType sum, DecimalType result)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"spark_decimal_average_{sum.Precision}_{sum.Scale}_{result.Precision}_{result.Scale}");
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = [DuckTypes.Name(sum), "BIGINT"],
            Result = DuckTypes.Name(result),
            Body = (arguments, output, rows) =>
            {
                ReadOnlySpan<long> counts = arguments.Values<long>(1);
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.AnyNull(row) || counts[row] == 0)
                    {
                        output.SetNull(row);
                        continue;
                    }

                    Write(output, row, Compute("/", Read(arguments, 0, row, sum.Precision), sum.Scale, counts[row], 0, result.Scale, false), result, false);
                }
            },
        });
    }

    /// <summary>Reads the unscaled value of a decimal argument.</summary>
    public static BigInteger Read(DuckDbArguments arguments, int argument, int row, int precision) => precision switch
    {
        <= 4 => arguments.Values<short>(argument)[row],
        <= 9 => arguments.Values<int>(argument)[row],
        <= 18 => arguments.Values<long>(argument)[row],
        _ => arguments.Values<Int128>(argument)[row],
    };

    /// <summary>Writes an unscaled value; null, or a value of too many digits, gives null or an error.</summary>
    public static void Write(DuckDbResultVector output, int row, BigInteger? value, DecimalType type, bool quiet)
    {
        if (value is not { } number || !DecimalText.HasAtMost(number, type.Precision))
        {
            if (value is null || quiet)
            {
                output.SetNull(row);
                return;
            }

            throw RuntimeErrors.DecimalOutOfRange(DecimalText.Format(value.Value, type.Scale), type.Precision, type.Scale);
        }

        switch (type.Precision)
        {
            case <= 4:
                output.Values<short>()[row] = (short)number;
                break;
            case <= 9:
                output.Values<int>()[row] = (int)number;
                break;
            case <= 18:
                output.Values<long>()[row] = (long)number;
                break;
            default:
                output.Values<Int128>()[row] = (Int128)number;
                break;
        }
    }

    private static BigInteger? Compute(string symbol, BigInteger a, int scaleA, BigInteger b, int scaleB, int scale, bool quiet)
    {
        switch (symbol)
        {
            case "*":
                return DecimalText.Rescale(a * b, scaleA + scaleB, scale);
            case "/" when b.IsZero:
                return quiet ? null : throw SparkErrors.Create("DIVIDE_BY_ZERO", ("config", "\"spark.sql.ansi.enabled\""));
            case "/":
                int shift = scale - scaleA + scaleB;
                return shift >= 0
                    ? DecimalText.DivideHalfUp(a * BigInteger.Pow(10, shift), b)
                    : DecimalText.DivideHalfUp(a, b * BigInteger.Pow(10, -shift));
            default:
                int common = Math.Max(scaleA, scaleB);
                BigInteger left = DecimalText.Rescale(a, scaleA, common);
                BigInteger right = DecimalText.Rescale(b, scaleB, common);
                return DecimalText.Rescale(symbol == "+" ? left + right : left - right, common, scale);
        }
    }
}
