using System.Text;

namespace BigData.Spark.Sql.Types;

/// <summary>Writes the tree of a schema as Spark's <c>printSchema</c> does.</summary>
internal static class SchemaTree
{
    public static string Format(StructType schema, int level)
    {
        StringBuilder text = new("root\n");
        AppendFields(text, schema, " |", level <= 0 ? int.MaxValue : level);
        return text.ToString();
    }

    private static void AppendFields(StringBuilder text, StructType type, string prefix, int depth)
    {
        if (depth <= 0)
        {
            return;
        }

        foreach (StructField field in type.Fields)
        {
            text.Append(prefix).Append("-- ").Append(field.Name).Append(": ").Append(field.DataType.TypeName)
                .Append(" (nullable = ").Append(Flag(field.IsNullable)).Append(")\n");
            AppendNested(text, field.DataType, prefix + "    |", depth - 1);
        }
    }

    private static void AppendNested(StringBuilder text, DataType type, string prefix, int depth)
    {
        if (depth <= 0)
        {
            return;
        }

        switch (type)
        {
            case StructType nested:
                AppendFields(text, nested, prefix, depth);
                break;
            case ArrayType array:
                text.Append(prefix).Append("-- element: ").Append(array.ElementType.TypeName)
                    .Append(" (containsNull = ").Append(Flag(array.ContainsNull)).Append(")\n");
                AppendNested(text, array.ElementType, prefix + "    |", depth - 1);
                break;
            case MapType map:
                text.Append(prefix).Append("-- key: ").Append(map.KeyType.TypeName).Append('\n');
                AppendNested(text, map.KeyType, prefix + "    |", depth - 1);
                text.Append(prefix).Append("-- value: ").Append(map.ValueType.TypeName)
                    .Append(" (valueContainsNull = ").Append(Flag(map.ValueContainsNull)).Append(")\n");
                AppendNested(text, map.ValueType, prefix + "    |", depth - 1);
                break;
            default:
                break;
        }
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
