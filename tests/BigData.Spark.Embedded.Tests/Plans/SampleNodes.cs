using System.Collections;
using System.Reflection;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Plans;

/// <summary>Makes a node of every kind by reflection, with every property set, so that a new kind is tested without being listed.</summary>
internal static class SampleNodes
{
    public static IReadOnlyList<Type> Kinds { get; } =
        [.. typeof(PlanNode).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PlanNode)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal)];

    public static Type Kind(string name) => Kinds.Single(t => t.Name == name);

    public static PlanNode Make(Type type) => (PlanNode)Build(type);

    /// <summary>A node of the same static kind that is another instance and not equal.</summary>
    public static PlanNode Other(PlanNode node) => node switch
    {
        Relation => new RangeRelation(7, 8, 9),
        Statement => new UseSchema(["other"]),
        Alias => new Alias(new UnresolvedAttribute(["other"]), "other"),
        SortOrder s => s with { Child = new UnresolvedAttribute(["other"]) },
        LambdaVariable => new LambdaVariable(["other"]),
        MergeAction m => m with { Kind = MergeActionKind.UpdateStar },
        MergeAssignment m => m with { Key = new UnresolvedAttribute(["other"]) },
        Literal => new Literal(DataTypes.String, "other"),
        Pivot p => p with { Column = new UnresolvedAttribute(["other"]) },
        GroupingSet => new GroupingSet([new UnresolvedAttribute(["other"])]),
        RowValues => new RowValues([new UnresolvedAttribute(["other"])]),
        _ => new UnresolvedAttribute(["other"]),
    };

    private static object Build(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length)
            .First(c => c.GetParameters().All(p => p.ParameterType != type && !p.ParameterType.IsByRefLike));
        object node = constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType, p.Name!, type))]);
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }))
        {
            if (constructor.GetParameters().All(p => !string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase)))
            {
                property.SetValue(node, Value(property.PropertyType, property.Name, type));
            }
        }

        return node;
    }

    private static object? Value(Type type, string name, Type owner)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueArray<>))
        {
            return List(type, owner);
        }

        return Node(type) ?? Simple(type, name) ?? (type.IsEnum ? Enum.GetValues(type).GetValue(0) : Build(type));
    }

    private static object? Node(Type type)
        => type == typeof(Relation) ? new RangeRelation(1, 2, 3)
        : type == typeof(Expression) ? new UnresolvedAttribute(["x"])
        : type == typeof(Statement) ? new UseSchema(["s"])
        : type == typeof(CatalogOperation) ? new CurrentDatabase()
        : type == typeof(DataType) ? DataTypes.Integer
        : type == typeof(StructType) ? new StructType().Add("a", DataTypes.Integer)
        : type == typeof(OptionMap) ? new OptionMap([new("k", "v")])
        : type == typeof(SqlOrigin) ? new SqlOrigin("text", 0, 4)
        : null;

    private static object? Simple(Type type, string name)
        => type == typeof(string) ? name
        : type == typeof(int) || type == typeof(object) ? 5
        : type == typeof(long) ? 6L
        : type == typeof(double) ? 0.5
        : type == typeof(bool) ? true
        : null;

    private static object List(Type type, Type owner)
    {
        Type item = type.GetGenericArguments()[0];
        Array array = Array.CreateInstance(item, 2);
        for (int i = 0; i < 2; i++)
        {
            array.SetValue(item == typeof(byte) ? (byte)i : Value(item, "item" + i, owner), i);
        }

        MethodInfo make = typeof(ValueArray).GetMethod(nameof(ValueArray.From))!.MakeGenericMethod(item);
        return make.Invoke(null, [(IEnumerable)array])!;
    }
}
