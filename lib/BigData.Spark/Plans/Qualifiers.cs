using System.Collections;
using BigData.Spark.Sql.Types;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Plans;

/// <summary>
/// Puts the name of a table in the place of its alias in the columns of an expression: Spark's merge command knows no alias of
/// the target.
/// </summary>
internal static class Qualifiers
{
    public static Expression Replace(Expression expression, string alias, string table)
    {
        Expression copy = expression.Clone();
        string[] prefixes = [alias + ".", SqlNames.Quote(alias) + "."];
        Visit(copy, attribute =>
        {
            string? prefix = Array.Find(prefixes, p => attribute.UnparsedIdentifier.StartsWith(p, StringComparison.OrdinalIgnoreCase));
            if (prefix is not null)
            {
                attribute.UnparsedIdentifier = $"{table}.{attribute.UnparsedIdentifier[prefix.Length..]}";
            }
        });
        return copy;
    }

    private static void Visit(IMessage message, Action<Expression.Types.UnresolvedAttribute> action)
    {
        if (message is Expression.Types.UnresolvedAttribute attribute)
        {
            action(attribute);
            return;
        }

        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder().Where(f => f.FieldType == FieldType.Message))
        {
            object? value = field.Accessor.GetValue(message);
            IEnumerable items = field.IsMap || value is null ? System.Array.Empty<object>() : field.IsRepeated ? (IEnumerable)value : new[] { value };
            foreach (IMessage child in items.OfType<IMessage>())
            {
                Visit(child, action);
            }
        }
    }
}
