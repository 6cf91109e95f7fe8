using System.Numerics;
using BigData.DuckDb.Functions;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Numbers to text and back by a pattern; for times and bytes <c>to_char</c> is another function.</summary>
internal static class NumberFormatFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach (string name in (string[])["to_char", "to_varchar"])
        {
            yield return new FunctionRow(name, FunctionKind.Scalar, EngineSupport.Native, BindToChar, LowerToChar) with
            {
                Pretty = (c, p) => $"to_char({string.Join(", ", c.Arguments.Items.Select(p))})",
            };
        }

        foreach (string name in (string[])["to_number", "try_to_number"])
        {
            bool quiet = name == "try_to_number";
            yield return new FunctionRow(name, FunctionKind.Scalar, EngineSupport.Native, (row, call) => BindToNumber(row, call, quiet), (call, _) => LowerToNumber(call, quiet));
        }
    }

    private static TypedExpression BindToChar(FunctionRow row, Invocation call)
    {
        CheckCount(call);
        TypedExpression value = call.Arguments[0];
        string? format = Constant(call);
        switch (value.Type)
        {
            case DateType or TimestampType or TimestampNtzType:
                return Other("date_format", call, call.Arguments);
            case BinaryType:
                return format?.ToLowerInvariant() switch
                {
                    "base64" => Other("base64", call, [value]),
                    "hex" => Other("hex", call, [value]),
                    "utf-8" => Other("decode", call, [value, TypedLiteral.Of("utf-8")]),
                    _ => throw AnalysisErrors.Make(
                        "INVALID_PARAMETER_VALUE.BINARY_FORMAT", call.Syntax, ("functionName", "`to_char`"), ("parameter", "`format`"), ("invalidFormat", $"'{format}'")),
                };
            default:
                break;
        }

        TypedExpression? number = value.Type switch
        {
            DecimalType => value,
            NullType => TypedLiteral.Null(new DecimalType(10, 0)),
            _ when TypeRules.IsNumeric(value.Type) => Coercion.To(value, DecimalRules.ForType(value.Type), call.CastMode),
            _ when TypeRules.IsString(value.Type) => Coercion.To(value, new DecimalType(38, 18), call.CastMode),
            _ => null,
        };
        if (number is null)
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"NUMERIC\"", value, call.Syntax);
        }

        if (format is not null)
        {
            NumberPattern.Compile(format, call.Syntax);
        }

        return Rows.Make(row, call, [number, Coercion.To(call.Arguments[1], DataTypes.String, call.CastMode)], DataTypes.String, value.IsNullable || format is null);
    }

    private static TypedExpression Other(string function, Invocation call, ValueArray<TypedExpression> arguments)
    {
        FunctionRow row = FunctionTable.Get(function);
        return row.Bind(row, new Invocation(function, arguments, call.Syntax, call.Options));
    }

    private static TypedExpression LowerToChar(TypedCall call, ResolveOptions options)
    {
        if (((TypedLiteral)call.Arguments[1]).Value is not string format)
        {
            return TypedLiteral.Null(DataTypes.String);
        }

        DecimalType type = (DecimalType)call.Arguments[0].Type;
        string name = $"spark_to_char_{type.Precision}_{type.Scale}_{KernelCatalog.Part(format)}";
        NumberPattern pattern = NumberPattern.Compile(format, null);
        NativeKernel kernel = new(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = [DuckTypes.Name(type)],
            Result = "VARCHAR",
            Body = (arguments, output, rows) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    if (arguments.IsNull(0, row))
                    {
                        output.SetNull(row);
                    }
                    else
                    {
                        output.SetText(row, pattern.Format(DecimalKernels.Read(arguments, 0, row, type.Precision), type.Scale));
                    }
                }
            },
        });
        return Rows.Call(kernel, DataTypes.String, call.IsNullable, [call.Arguments[0]]);
    }

    private static TypedCall BindToNumber(FunctionRow row, Invocation call, bool quiet)
    {
        CheckCount(call);
        string? format = Constant(call);
        TypedExpression text = Coercion.Implicit(call.Arguments[0], DataTypes.String, call.CastMode)
            ?? throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"STRING\"", call.Arguments[0], call.Syntax);
        DataType type = format is null ? new DecimalType(38, 0) : NumberPattern.Compile(format, call.Syntax).Type;
        return Rows.Make(row, call, [text, Coercion.To(call.Arguments[1], DataTypes.String, call.CastMode)], type, quiet || text.IsNullable || format is null);
    }

    private static TypedExpression LowerToNumber(TypedCall call, bool quiet)
    {
        if (((TypedLiteral)call.Arguments[1]).Value is not string format)
        {
            return TypedLiteral.Null(call.Type);
        }

        string name = $"spark_to_number_{KernelCatalog.Part(format)}{(quiet ? "_try" : string.Empty)}";
        NumberPattern pattern = NumberPattern.Compile(format, null);
        DecimalType type = pattern.Type;
        NativeKernel kernel = new(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = ["VARCHAR"],
            Result = DuckTypes.Name(type),
            Body = (arguments, output, rows) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    bool isNumber = pattern.TryParse(arguments.IsNull(0, row) ? string.Empty : arguments.Text(0, row), out BigInteger number);
                    if (!isNumber && !quiet && !arguments.IsNull(0, row))
                    {
                        throw SparkErrors.CreateAs(
                            nameof(Sql.SparkIllegalArgumentException), "INVALID_FORMAT.MISMATCH_INPUT", [], null, ("inputType", "\"STRING\""), ("input", arguments.Text(0, row)), ("format", format));
                    }

                    DecimalKernels.Write(output, row, isNumber ? number : null, type, quiet: true);
                }
            },
        });
        return Rows.Call(kernel, call.Type, call.IsNullable, [call.Arguments[0]]);
    }

    private static void CheckCount(Invocation call)
    {
        if (call.Arguments.Count != 2)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "2", call.Arguments.Count, call.Syntax);
        }
    }

    private static string? Constant(Invocation call) => call.Arguments[1] switch
    {
        TypedLiteral { Value: null } => null,
        TypedLiteral { Value: string text } => text,
        _ when call.Arguments[0].Type is DateType or TimestampType or TimestampNtzType => null,
        var other => throw AnalysisErrors.Make(
            "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
            call.Syntax,
            ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
            ("inputName", "`format`"),
            ("inputType", "\"STRING\""),
            ("inputExpr", AnalysisErrors.Sql(other))),
    };
}
