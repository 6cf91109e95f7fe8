using System.Reflection;
using System.Text;
using BigData.Testing;

namespace BigData.Architecture.Tests;

/// <summary>What is public is promised: the public API of every library stands as text, and its diff is reviewed.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries =>
        [.. Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root, "lib")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_API_is_the_reviewed_one(string library) => Golden.Match(library, Describe(Assembly.Load(library)));

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type));
            Type[] bases = [.. new[] { type.BaseType }.OfType<Type>().Where(parent => parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))];
            text.AppendLine(bases.Length == 0 ? "" : " : " + Name(bases[0]));
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            IEnumerable<string> members = type.GetMembers(Declared).Where(IsPromised).Select(Member).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            foreach (string member in members)
            {
                text.Append("    ").AppendLine(member);
            }
        }

        return text.ToString();
    }

    private static bool IsPromised(MemberInfo member) => !member.Name.Contains('<', StringComparison.Ordinal) && member switch
    {
        MethodInfo method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => IsVisible(constructor),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        EventInfo { AddMethod: { } add } => IsVisible(add),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Member(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Static(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {property.Name} {Accessors(property)}",
        FieldInfo { IsLiteral: true } constant => $"const {Name(constant.FieldType)} {constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Accessors(PropertyInfo property) =>
        "{ " + string.Concat(property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor => accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get; " : "set; ")) + "}";

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray || type.IsByRef)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        string full = (type.IsNested ? Name(type.DeclaringType!) + "." + type.Name : type.Namespace + "." + type.Name).Replace("System.", "", StringComparison.Ordinal);
        int tick = full.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? full : $"{full[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
