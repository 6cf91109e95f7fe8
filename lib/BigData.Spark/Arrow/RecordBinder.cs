using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Makes objects of one type from the values of rows with one schema.</summary>
internal sealed class RecordBinder
{
    private readonly RecordShape _shape;
    private readonly ConstructorInvoker? _constructor;
    private readonly Slot[] _parameters;
    private readonly Slot[] _properties;

    private RecordBinder(RecordShape shape, Slot[] parameters, Slot[] properties)
    {
        _shape = shape;
        _constructor = shape.Constructor is null ? null : ConstructorInvoker.Create(shape.Constructor);
        _parameters = parameters;
        _properties = properties;
    }

    /// <summary>Joins the members of a type with the columns of a schema.</summary>
    /// <exception cref="ArrowValueException">A member has no column, or its type cannot hold the column's values.</exception>
    public static RecordBinder Create(Type type, StructType schema)
    {
        RecordShape shape = RecordShape.Of(type);
        bool byPosition = type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;
        Slot[] parameters = [.. shape.Parameters.Select((member, i) => Join(shape, member, schema, byPosition ? i : null))];
        Slot[] properties = [.. shape.Properties
            .Select(member => Join(shape, member, schema, position: null))
            .Where(slot => slot.Column >= 0)];
        return new RecordBinder(shape, parameters, properties);
    }

    /// <summary>Makes one object.</summary>
    /// <param name="values">The values of a row, by position.</param>
    /// <exception cref="ArrowValueException">A member cannot take its value; the message names the member.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2072:UnrecognizedReflectionPattern", Justification = "The public entry points keep the members of the types they are given.")]
    public object Bind(IReadOnlyList<object?> values)
    {
        object?[] arguments = new object?[_parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _parameters[i].Value(values);
        }

        object record = _constructor is null ? Activator.CreateInstance(_shape.Type)! : _constructor.Invoke(arguments.AsSpan());
        foreach (Slot slot in _properties)
        {
            slot.Member.Property!.SetValue(record, slot.Value(values));
        }

        return record;
    }

    private static Slot Join(RecordShape shape, RecordMember member, StructType schema, int? position)
    {
        int column = position ?? Find(schema, member.Name, shape.Type);
        if (column < 0 || column >= schema.Count)
        {
            return member.IsRequired
                ? throw ArrowValueException.NoColumn(member.Name, schema.FieldNames)
                : new Slot(member, string.Empty, -1, static value => value);
        }

        try
        {
            return new Slot(member, schema[column].Name, column, ValueConverter.CreateNullable(schema[column].DataType, member.Type, member.AllowsNull));
        }
        catch (ArrowValueException error)
        {
            throw error.With("member", member.Name).With("column", $"`{schema[column].Name}`").With("type", shape.Type.Name);
        }
    }

    private static int Find(StructType schema, string name, Type type)
    {
        int exact = schema.IndexOf(name);
        if (exact >= 0)
        {
            return exact;
        }

        string plain = Plain(name);
        int[] matches = [.. Enumerable.Range(0, schema.Count).Where(i => Plain(schema[i].Name).Equals(plain, StringComparison.OrdinalIgnoreCase))];
        return matches.Length <= 1
            ? matches.FirstOrDefault(-1)
            : throw ArrowValueException.NotConstructible($"The member {name} fits more than one column: {string.Join(", ", matches.Select(i => schema[i].Name))}.");
    }

    private static string Plain(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal);

    private sealed record Slot(RecordMember Member, string ColumnName, int Column, Func<object?, object?> Convert)
    {
        public object? Value(IReadOnlyList<object?> values)
        {
            if (Column < 0)
            {
                return Member.Default;
            }

            try
            {
                return Convert(values[Column]);
            }
            catch (ArrowValueException error)
            {
                throw error.With("member", Member.Name).With("column", $"`{ColumnName}`");
            }
        }
    }
}
