using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>Spark's casts in DuckDB's terms.</summary>
internal static class CastLowering
{
    public static TypedExpression Lower(TypedCast cast, ResolveOptions options)
    {
        DataType from = cast.Child.Type;
        DataType to = cast.Target;
        if (from.Equals(to))
        {
            return cast.Child;
        }

        if (from is NullType)
        {
            // What has no type may still be raise_error, or a column of it, which has to be computed.
            return cast.Child is TypedLiteral
                ? TypedLiteral.Null(to)
                : Sql(cast, $"CASE WHEN {{0}} IS NULL THEN CAST(NULL AS {DuckTypes.Template(to)}) END");
        }

        bool quiet = cast.Mode != CastMode.Ansi;
        return (from, to) switch
        {
            (_, StringType or CharType or VarcharType) => Sql(cast, TextLowering.ToText(from, options)),
            (StringType or CharType or VarcharType, _) => FromText(cast, to, quiet, options),
            (ArrayType or MapType or StructType, _) => Nested(cast, options),
            (DateType or TimestampType or TimestampNtzType, _) or (_, DateType or TimestampType or TimestampNtzType) => Times(cast, options),
            (BooleanType, _) => Plain(cast, "CAST({0} AS #)", quiet: false),
            (_, BooleanType) => Sql(cast, "({0} <> 0)"),
            (BinaryType, _) => throw AnalysisErrors.UnsupportedExpression("CAST(binary AS number)", "DuckDB cannot read bytes as a number."),
            (DayTimeIntervalType, DayTimeIntervalType interval) => interval.End == DayTimeField.Second ? cast.Child : Sql(cast, IntervalSql.Truncated("{0}", interval)),
            (YearMonthIntervalType, YearMonthIntervalType interval) => interval.End == YearMonthField.Month ? cast.Child : Sql(cast, IntervalSql.Truncated("{0}", interval)),
            (DayTimeIntervalType or YearMonthIntervalType or CalendarIntervalType, _) or (_, DayTimeIntervalType or YearMonthIntervalType or CalendarIntervalType)
                => throw AnalysisErrors.UnsupportedExpression($"CAST({from.SimpleString} AS {to.SimpleString})", "Casts of intervals are not part of this engine."),
            _ => Numbers(cast, from, to, quiet),
        };
    }

    private static SqlExpression Sql(TypedCast cast, string template) => Rows.Of(template, cast.Target, cast.IsNullable, cast.Child);

    private static SqlExpression Plain(TypedCast cast, string template, bool quiet)
    {
        string text = template.Replace("#", DuckTypes.Template(cast.Target), StringComparison.Ordinal);
        return Sql(cast, quiet ? text.Replace("CAST(", "TRY_CAST(", StringComparison.Ordinal) : text);
    }

    private static SqlExpression Numbers(TypedCast cast, DataType from, DataType to, bool quiet)
    {
        if (to is DecimalType type && from is FloatType or DoubleType)
        {
            NativeKernel kernel = CastKernels.DoubleToDecimal(type, quiet);
            TypedExpression wide = from is FloatType ? Rows.Of("CAST({0} AS DOUBLE)", DataTypes.Double, cast.Child.IsNullable, cast.Child) : cast.Child;
            return Rows.Call(kernel, to, cast.IsNullable, [wide]);
        }

        bool truncates = TypeRules.IsIntegral(to) && TypeRules.IsFractional(from);
        if (truncates && cast.Mode == CastMode.Legacy && from is FloatType or DoubleType)
        {
            return Sql(cast, Saturated(to));
        }

        return Plain(cast, truncates ? "CAST(trunc({0}) AS #)" : "CAST({0} AS #)", quiet && !(to is FloatType or DoubleType));
    }

    // Before ANSI a number out of range becomes the nearest one in range and NaN becomes zero.
    private static string Saturated(DataType to)
    {
        (string least, string most) = to switch
        {
            LongType => ("-9223372036854775808", "9223372036854775807"),
            _ => ("-2147483648", "2147483647"),
        };
        string name = to is LongType ? "BIGINT" : "INTEGER";
        string number = $"CASE WHEN isnan({{0}}) THEN 0 WHEN {{0}} >= {most} THEN {most} WHEN {{0}} <= {least} THEN {least} ELSE CAST(trunc({{0}}) AS {name}) END";
        return to switch
        {
            ByteType => $"CAST((({number}) + 128) & 255 - 128 AS TINYINT)",
            ShortType => $"CAST((({number}) + 32768) & 65535 - 32768 AS SMALLINT)",
            _ => number,
        };
    }

    private static TypedExpression FromText(TypedCast cast, DataType to, bool quiet, ResolveOptions options)
    {
        if (cast.Child is TypedLiteral { Value: string text } && CastKernels.Constant(text, to, options) is { } constant)
        {
            return constant;
        }

        return to is BinaryType ? Sql(cast, "encode({0})") : Rows.Call(CastKernels.FromText(to, quiet, options), to, cast.IsNullable, [cast.Child]);
    }

    private static SqlExpression Times(TypedCast cast, ResolveOptions options)
    {
        DataType from = cast.Child.Type;
        string micros = "epoch_us({0})";
        return (from, cast.Target) switch
        {
            (DateType, TimestampNtzType) => Sql(cast, "CAST({0} AS TIMESTAMP)"),
            (DateType, TimestampType) => Sql(cast, SessionTime.ToInstant("CAST({0} AS TIMESTAMP)", options)),
            (TimestampType, DateType) => Sql(cast, $"CAST({SessionTime.ToLocal("{0}", options)} AS DATE)"),
            (TimestampNtzType, DateType) => Sql(cast, "CAST({0} AS DATE)"),
            (TimestampType, TimestampNtzType) => Sql(cast, SessionTime.ToLocal("{0}", options)),
            (TimestampNtzType, TimestampType) => Sql(cast, SessionTime.ToInstant("{0}", options)),
            (TimestampType, FloatType or DoubleType) => Sql(cast, $"CAST({micros} / 1000000.0::DOUBLE AS {DuckTypes.Name(cast.Target)})"),
            (TimestampType, DecimalType) => Sql(cast, $"CAST(CAST({micros} AS DECIMAL(38,6)) / 1000000 AS {DuckTypes.Name(cast.Target)})"),
            (TimestampType, BooleanType) => Sql(cast, $"({micros} <> 0)"),
            (TimestampType, _) => Sql(cast, $"CAST(CAST(floor({micros} / 1000000.0::DOUBLE) AS BIGINT) AS {DuckTypes.Name(cast.Target)})"),
            (FloatType or DoubleType or DecimalType, TimestampType) => Sql(cast, "make_timestamptz(CAST(trunc({0} * 1000000) AS BIGINT))"),
            (BooleanType, TimestampType) => Sql(cast, "make_timestamptz(CAST({0} AS BIGINT))"),
            (_, TimestampType) => Sql(cast, "make_timestamptz(CAST({0} AS BIGINT) * 1000000)"),
            _ => Sql(cast, $"CAST(NULL AS {DuckTypes.Name(cast.Target)})"),
        };
    }

    private static TypedExpression Nested(TypedCast cast, ResolveOptions options)
    {
        DataType from = cast.Child.Type;
        DataType to = cast.Target;
        if (TypeRules.SameType(from, to) && DuckTypes.Name(from) == DuckTypes.Name(to))
        {
            return cast.Child;
        }

        return (from, to) switch
        {
            (ArrayType a, ArrayType b) => Rows.Of(
                "list_transform({0}, {1})", to, cast.IsNullable, cast.Child, Element(a.ElementType, b.ElementType, cast, options)),
            (MapType a, MapType b) => Rows.Of(
                "map(list_transform(map_keys({0}), {1}), list_transform(map_values({0}), {2}))",
                to,
                cast.IsNullable,
                cast.Child,
                Element(a.KeyType, b.KeyType, cast, options),
                Element(a.ValueType, b.ValueType, cast, options)),
            (StructType a, StructType b) => Fields(cast, a, b, options),
            _ => throw AnalysisErrors.UnsupportedExpression($"CAST({from.SimpleString} AS {to.SimpleString})", "DuckDB has no such cast."),
        };
    }

    private static TypedLambda Element(DataType from, DataType to, TypedCast cast, ResolveOptions options)
    {
        // Nested lambdas shadow each other by depth, so the name may repeat only outside of one another.
        TypedVariable variable = new(Depth(cast.Target), "e", from, true);
        return new TypedLambda([variable], ExpressionLowering.Lower(new TypedCast(variable, to, cast.Mode, true), options));
    }

    private static long Depth(DataType type) => type switch
    {
        ArrayType array => 1 + Depth(array.ElementType),
        MapType map => 1 + Math.Max(Depth(map.KeyType), Depth(map.ValueType)),
        StructType fields => 1 + fields.Fields.Max(f => Depth(f.DataType)),
        _ => 0,
    };

    private static SqlExpression Fields(TypedCast cast, StructType from, StructType to, ResolveOptions options)
    {
        List<TypedExpression> values = [cast.Child];
        List<string> parts = [];
        for (int i = 0; i < from.Count; i++)
        {
            TypedCall field = new(AccessFamily.Field, [cast.Child, TypedLiteral.Of(from[i].Name)], from[i].DataType, true);
            values.Add(ExpressionLowering.Lower(new TypedCast(field, to[i].DataType, cast.Mode, true), options));
            parts.Add($"{SqlTemplate.Escape(BigData.DuckDb.DuckDbSql.Identifier(to[i].Name))} := {{{i + 1}}}");
        }

        return new SqlExpression($"CASE WHEN {{0}} IS NOT NULL THEN struct_pack({string.Join(", ", parts)}) END", values.ToValueArray(), to, cast.IsNullable);
    }
}
