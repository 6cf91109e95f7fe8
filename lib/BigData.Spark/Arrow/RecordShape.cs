using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace BigData.Spark.Arrow;

/// <summary>
/// How objects of a type are made from columns: by its public constructor with the most parameters, then by settable
/// properties that no parameter covers. Names are compared without regard to case.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2067:UnrecognizedReflectionPattern", Justification = "The public entry points keep the members of the types they are given.")]
[UnconditionalSuppressMessage("Trimming", "IL2070:UnrecognizedReflectionPattern", Justification = "The public entry points keep the members of the types they are given.")]
internal sealed class RecordShape
{
    private RecordShape(Type type, ConstructorInfo? constructor, IReadOnlyList<RecordMember> parameters, IReadOnlyList<RecordMember> properties)
    {
        Type = type;
        Constructor = constructor;
        Parameters = parameters;
        Properties = properties;
    }

    public Type Type { get; }

    /// <summary>Null for a value type that is made without one.</summary>
    public ConstructorInfo? Constructor { get; }

    public IReadOnlyList<RecordMember> Parameters { get; }

    public IReadOnlyList<RecordMember> Properties { get; }

    /// <summary>Whether columns become members of this type rather than its value.</summary>
    public static bool IsRecord(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsArray && !type.IsAbstract && !type.IsPointer && type != typeof(string)
        && type.Namespace is not "System" && type != typeof(BigData.Spark.Sql.SparkDecimal) && type != typeof(BigData.Spark.Sql.Row) && Nullable.GetUnderlyingType(type) is null
        && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    /// <summary>Looks at a type.</summary>
    /// <exception cref="ArrowValueException">It has no public constructor.</exception>
    public static RecordShape Of(Type type)
    {
        ConstructorInfo? constructor = type.GetConstructors().Where(c => !IsCopy(c, type)).MaxBy(c => c.GetParameters().Length);
        if (constructor is null && !type.IsValueType)
        {
            throw ArrowValueException.NotConstructible($"{type.Name} has no public constructor.");
        }

        var nullability = new NullabilityInfoContext();
        RecordMember[] parameters = [.. (constructor?.GetParameters() ?? []).Select(p => RecordMember.Of(p, nullability))];
        var covered = new HashSet<string>(parameters.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        RecordMember[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && !covered.Contains(p.Name))
            .Select(p => RecordMember.Of(p, nullability))];
        return new RecordShape(type, constructor, parameters, properties);
    }

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == type;
}

/// <summary>A parameter or a property that takes the values of one column.</summary>
internal sealed record RecordMember(string Name, Type Type, bool AllowsNull, bool IsRequired, object? Default, PropertyInfo? Property)
{
    public static RecordMember Of(ParameterInfo parameter, NullabilityInfoContext context) => new(
        parameter.Name ?? string.Empty,
        parameter.ParameterType,
        context.Create(parameter).WriteState != NullabilityState.NotNull,
        !parameter.HasDefaultValue,
        parameter.HasDefaultValue ? parameter.DefaultValue : null,
        Property: null);

    public static RecordMember Of(PropertyInfo property, NullabilityInfoContext context) => new(
        property.Name,
        property.PropertyType,
        context.Create(property).WriteState != NullabilityState.NotNull,
        property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)),
        Default: null,
        property);
}
