using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary><c>withField</c> and <c>dropFields</c>: a struct rebuilt with a field set or left out.</summary>
internal static class StructUpdate
{
    public static TypedExpression Apply(TypedExpression value, string fieldName, TypedExpression? replacement, ResolveOptions options, Expression syntax)
    {
        if (value.Type is not StructType fields)
        {
            throw AnalysisErrors.UnexpectedInput($"update_fields({PrettyName.Of(value)})", 0, "\"STRUCT\"", value, syntax);
        }

        string[] path = fieldName.Split('.');
        if (path.Length > 1)
        {
            TypedExpression inner = AccessFamily.Extract(value, TypedLiteral.Of(path[0]), options, syntax);
            replacement = Apply(inner, string.Join('.', path[1..]), replacement, options, syntax);
        }

        StringComparison comparison = options.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        List<TypedExpression> arguments = [];
        List<StructField> result = [];
        bool found = false;
        foreach (StructField field in fields.Fields)
        {
            bool hit = string.Equals(field.Name, path[0], comparison);
            found |= hit;
            if (hit && replacement is null)
            {
                continue;
            }

            TypedExpression item = hit ? replacement! : AccessFamily.Extract(value, TypedLiteral.Of(field.Name), options with { CaseSensitive = true }, syntax);
            Add(arguments, result, hit ? path[0] : field.Name, item);
        }

        if (!found && replacement is not null)
        {
            Add(arguments, result, path[0], replacement);
        }

        if (result.Count == 0)
        {
            throw AnalysisErrors.Make("DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS", syntax, ("sqlExpr", AnalysisErrors.Sql(value)));
        }

        StructType type = new(result);
        TypedCall built = new("named_struct", arguments.ToValueArray(), type, false) { DisplayName = "update_fields" };
        if (!value.IsNullable)
        {
            return built;
        }

        TypedCall isNull = new("isnull", [value], DataTypes.Boolean, false);
        return new TypedCall("if", [isNull, TypedLiteral.Null(type), built], type, true);
    }

    private static void Add(List<TypedExpression> arguments, List<StructField> fields, string name, TypedExpression value)
    {
        arguments.Add(TypedLiteral.Of(name));
        arguments.Add(value);
        fields.Add(new StructField(name, value.Type, value.IsNullable));
    }
}
