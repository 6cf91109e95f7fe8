using System.Globalization;
using System.Numerics;
using BigData.DuckDb.Functions;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Rounding of doubles by their decimal text, as Java's BigDecimal does.</summary>
internal static class RoundKernels
{
    public static NativeKernel Double(bool toEven, int digits)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"spark_round_{(toEven ? "even" : "up")}_{(digits < 0 ? "minus_" : string.Empty)}{Math.Abs(digits)}");
        return new NativeKernel(name, () => DuckDbFunction.Create<double, double>(name, value => Round(value, digits, toEven)));
    }

    public static NativeKernel CubeRoot { get; } = new("spark_cbrt", static () => DuckDbFunction.Create<double, double>("spark_cbrt", static value =>
    {
        // One step of Newton's method takes away the last bit's error.
        double root = Math.Cbrt(value);
        return root == 0 || !double.IsFinite(root) ? root : root - (((root * root * root) - value) / (3 * root * root));
    }));

    private static double Round(double value, int digits, bool toEven)
    {
        if (!double.IsFinite(value) || !DecimalText.TryParse(value.ToString("R", CultureInfo.InvariantCulture), out BigInteger unscaled, out int scale) || scale <= digits)
        {
            return value;
        }

        BigInteger divisor = BigInteger.Pow(10, scale - digits);
        BigInteger quotient = BigInteger.DivRem(unscaled, divisor, out BigInteger remainder);
        int half = (BigInteger.Abs(remainder) * 2).CompareTo(divisor);
        if (half > 0 || (half == 0 && (!toEven || !quotient.IsEven)))
        {
            quotient += unscaled.Sign;
        }

        return double.Parse(
            quotient.ToString(CultureInfo.InvariantCulture) + "E" + (-digits).ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
