using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Functions that give rows. Their type is an array of the rows that they give.</summary>
internal static class GeneratorFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach (string suffix in (string[])[string.Empty, "_outer"])
        {
            yield return Rows.Generator("explode" + suffix, (row, call) => Explode(row, call, hasPosition: false));
            yield return Rows.Generator("posexplode" + suffix, (row, call) => Explode(row, call, hasPosition: true));
            yield return Rows.Generator("inline" + suffix, Inline);
        }

        yield return Rows.Generator("stack", Stack);
    }

    private static TypedCall Explode(FunctionRow row, Invocation call, bool hasPosition)
    {
        TypedExpression argument = One(call);
        List<StructField> fields = hasPosition ? [new StructField("pos", DataTypes.Integer, false)] : [];
        switch (argument.Type)
        {
            case ArrayType array:
                fields.Add(new StructField("col", array.ElementType, array.ContainsNull));
                break;
            case MapType map:
                fields.Add(new StructField("key", map.KeyType, false));
                fields.Add(new StructField("value", map.ValueType, map.ValueContainsNull));
                break;
            default:
                throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "(\"ARRAY\" or \"MAP\")", argument, call.Syntax);
        }

        return Rows.Make(row, call, [argument], new ArrayType(new StructType(fields)), argument.IsNullable);
    }

    private static TypedCall Inline(FunctionRow row, Invocation call)
    {
        TypedExpression argument = One(call);
        if (argument.Type is not ArrayType { ElementType: StructType fields } array)
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"ARRAY<STRUCT>\"", argument, call.Syntax);
        }

        StructType shape = new(fields.Fields.Select(f => f with { IsNullable = f.IsNullable || array.ContainsNull }));
        return Rows.Make(row, call, [argument], new ArrayType(shape), argument.IsNullable);
    }

    private static TypedCall Stack(FunctionRow row, Invocation call)
    {
        if (call.Arguments.Count < 2)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "> 1", call.Arguments.Count, call.Syntax);
        }

        if (call.Arguments[0] is not TypedLiteral { Value: int rows and > 0 })
        {
            throw AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), 0, "\"INT\"", call.Arguments[0], call.Syntax);
        }

        int columns = (call.Arguments.Count - 1 + rows - 1) / rows;
        List<StructField> fields = [];
        List<TypedExpression> structs = [];
        TypedExpression[] values = [.. call.Arguments.Items.Skip(1)];
        for (int column = 0; column < columns; column++)
        {
            DataType type = TypeRules.Common(values.Where((_, i) => i % columns == column).Select(v => v.Type))
                ?? throw OperatorFamily.DifferentTypes(call, "stack");
            fields.Add(new StructField($"col{column}", type));
        }

        StructType shape = new(fields);
        for (int i = 0; i < rows; i++)
        {
            List<TypedExpression> parts = [];
            for (int column = 0; column < columns; column++)
            {
                int index = (i * columns) + column;
                TypedExpression value = index < values.Length ? values[index] : TypedLiteral.Null(fields[column].DataType);
                parts.Add(TypedLiteral.Of(fields[column].Name));
                parts.Add(Coercion.To(value, fields[column].DataType, call.CastMode));
            }

            structs.Add(new TypedCall("named_struct", parts.ToValueArray(), shape, false));
        }

        TypedCall list = new("array", structs.ToValueArray(), new ArrayType(shape, false), false);
        return Rows.Make(FunctionTable.Get("inline"), call, [list], new ArrayType(shape), false);
    }

    private static TypedExpression One(Invocation call)
        => call.Arguments.Count == 1 ? call.Arguments[0] : throw AnalysisErrors.WrongNumArgs(call.Name, "1", call.Arguments.Count, call.Syntax);
}
