using System.Globalization;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Decimal arithmetic with Spark's precision: in DuckDB where 38 digits hold it, else by a kernel.</summary>
internal static class DecimalLowering
{
    private const int FirstWide = 19;

    public static TypedExpression AddOrMultiply(TypedCall call, bool quiet)
    {
        DecimalType a = (DecimalType)call.Arguments[0].Type;
        DecimalType b = (DecimalType)call.Arguments[1].Type;
        DecimalType result = (DecimalType)call.Type;
        bool multiply = call.Function == "*";
        int digits = multiply ? a.Precision + b.Precision : Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + Math.Max(a.Scale, b.Scale) + 1;
        if (digits > DecimalType.MaxPrecision)
        {
            return Rows.Call(DecimalKernels.Arithmetic(call.Function, a, b, result, quiet), result, call.IsNullable, call.Arguments);
        }

        // DuckDB computes in 64 bits when both operands have at most 18 digits; the wide operand makes it compute in 128.
        string left = digits > 18 && a.Precision < FirstWide && b.Precision < FirstWide
            ? string.Create(CultureInfo.InvariantCulture, $"CAST({{0}} AS DECIMAL({Math.Min(FirstWide, DecimalType.MaxPrecision)},{a.Scale}))")
            : "{0}";
        return Rows.Fill(call, $"CAST(({left} {call.Function} {{1}}) AS {DuckTypes.Name(result)})");
    }

    public static TypedExpression Divide(TypedCall call, bool quiet)
    {
        DecimalType a = (DecimalType)call.Arguments[0].Type;
        DecimalType b = (DecimalType)call.Arguments[1].Type;
        return Rows.Call(DecimalKernels.Arithmetic("/", a, b, (DecimalType)call.Type, quiet), call.Type, call.IsNullable, call.Arguments);
    }
}
