using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>The schema that the public properties of a .NET type stand for, in the order of their declaration.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070:UnrecognizedReflectionPattern", Justification = "The public entry points keep the members of the types they are given.")]
internal static class RecordSchema
{
    // Spark's own choice for decimals whose type nobody states.
    private static readonly DecimalType DefaultDecimal = new(38, 18);

    /// <summary>The schema of rows made from objects of a type; a simple type becomes the column <c>value</c>.</summary>
    /// <exception cref="SparkException">A member has a type that no Spark type stands for.</exception>
    public static StructType Of(Type type)
    {
        if (ScalarOf(Nullable.GetUnderlyingType(type) ?? type) is { } scalar)
        {
            return new StructType(new StructField("value", scalar, !type.IsValueType || Nullable.GetUnderlyingType(type) is not null));
        }

        try
        {
            return StructOf(type, []);
        }
        catch (ArrowValueException error)
        {
            throw error.With("type", ValueConverter.Name(type)).ToPublic();
        }
    }

    /// <summary>The public properties that become columns.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.MetadataToken);

    private static StructType StructOf(Type type, HashSet<Type> above)
    {
        if (!above.Add(type))
        {
            throw ArrowValueException.NotConstructible($"{type.Name} contains itself.");
        }

        var nullability = new NullabilityInfoContext();
        StructField[] fields = [.. Properties(type).Select(p => FieldOf(p, nullability, above))];
        above.Remove(type);
        return fields.Length > 0
            ? new StructType(fields)
            : throw ArrowValueException.NotConstructible($"{type.Name} has no public property.");
    }

    private static StructField FieldOf(PropertyInfo property, NullabilityInfoContext nullability, HashSet<Type> above)
    {
        bool nullable = nullability.Create(property).ReadState != NullabilityState.NotNull;
        return new StructField(property.Name, TypeOf(property.PropertyType, property.Name, above), nullable);
    }

    private static DataType TypeOf(Type type, string member, HashSet<Type> above)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarOf(plain) is { } scalar)
        {
            return scalar;
        }

        if ((Generic(plain, typeof(IReadOnlyDictionary<,>)) ?? Generic(plain, typeof(IDictionary<,>))) is { } map)
        {
            return new MapType(TypeOf(map[0], member, above), TypeOf(map[1], member, above), TakesNull(map[1]));
        }

        if (Generic(plain, typeof(IEnumerable<>)) is { } list)
        {
            return new ArrayType(TypeOf(list[0], member, above), TakesNull(list[0]));
        }

        return RecordShape.IsRecord(plain)
            ? StructOf(plain, above)
            : throw ArrowValueException.NotConstructible($"The member {member} has the type {type.Name}, which no Spark type stands for.");
    }

    private static bool TakesNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static DataType? ScalarOf(Type type) => type switch
    {
        _ when type == typeof(bool) => DataTypes.Boolean,
        _ when type == typeof(sbyte) => DataTypes.Byte,
        _ when type == typeof(short) || type == typeof(byte) => DataTypes.Short,
        _ when type == typeof(int) || type == typeof(ushort) => DataTypes.Integer,
        _ when type == typeof(long) || type == typeof(uint) => DataTypes.Long,
        _ when type == typeof(float) => DataTypes.Float,
        _ when type == typeof(double) => DataTypes.Double,
        _ when type == typeof(decimal) || type == typeof(SparkDecimal) => DefaultDecimal,
        _ when type == typeof(string) => DataTypes.String,
        _ when type == typeof(byte[]) => DataTypes.Binary,
        _ when type == typeof(DateOnly) => DataTypes.Date,
        _ when type == typeof(DateTimeOffset) => DataTypes.Timestamp,
        _ when type == typeof(DateTime) => DataTypes.TimestampNtz,
        _ when type == typeof(TimeSpan) => new DayTimeIntervalType(),
        _ => null,
    };

    private static Type[]? Generic(Type type, Type definition)
    {
        IEnumerable<Type> candidates = type.IsInterface ? [type, .. type.GetInterfaces()] : type.GetInterfaces();
        return candidates.FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GetGenericArguments();
    }
}

/// <summary>Takes the values of an object's properties in the order of a schema.</summary>
internal static class RecordValues
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();

    /// <summary>The values that an object has for the fields of a struct.</summary>
    /// <exception cref="ArrowValueException">A field has no property of its name.</exception>
    public static object?[] Of(object record, StructType type)
    {
        Dictionary<string, PropertyInfo> properties = Properties.GetOrAdd(
            record.GetType(),
            static t => RecordSchema.Properties(t).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase));
        object?[] values = new object?[type.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = properties.TryGetValue(type[i].Name, out PropertyInfo? property)
                ? property.GetValue(record)
                : throw ArrowValueException.NotConstructible($"{record.GetType().Name} has no property for the field {type[i].Name}.");
        }

        return values;
    }
}
