using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>The types that stand for the capital letters of a signature.</summary>
internal sealed class TypeBindings
{
    private readonly Dictionary<string, List<DataType>> _candidates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataType> _solved = new(StringComparer.Ordinal);

    /// <summary>Whether an array or map among the arguments may hold nulls.</summary>
    public bool ContainsNull { get; set; }

    public DataType this[string name] => _solved.GetValueOrDefault(name, DataTypes.Null);

    public void Add(string name, DataType type)
    {
        if (!_candidates.TryGetValue(name, out List<DataType>? types))
        {
            _candidates[name] = types = [];
        }

        types.Add(type);
    }

    public void Solve(Func<Exception> disagree)
    {
        foreach ((string name, List<DataType> types) in _candidates)
        {
            _solved[name] = TypeRules.Common(types) ?? throw disagree();
        }
    }
}

/// <summary>One type of a signature.</summary>
internal sealed record TypeTerm(string Name, ValueArray<TypeTerm> Parts)
{
    private static readonly Dictionary<string, DataType> Concrete = new(StringComparer.Ordinal)
    {
        ["string"] = DataTypes.String,
        ["binary"] = DataTypes.Binary,
        ["boolean"] = DataTypes.Boolean,
        ["byte"] = DataTypes.Byte,
        ["short"] = DataTypes.Short,
        ["int"] = DataTypes.Integer,
        ["long"] = DataTypes.Long,
        ["float"] = DataTypes.Float,
        ["double"] = DataTypes.Double,
        ["date"] = DataTypes.Date,
        ["timestamp"] = DataTypes.Timestamp,
        ["ntz"] = DataTypes.TimestampNtz,
        ["void"] = DataTypes.Null,
        ["daytime"] = new DayTimeIntervalType(),
        ["yearmonth"] = new YearMonthIntervalType(),
    };

    private bool IsVariable => Name.Length == 1 && char.IsAsciiLetterUpper(Name[0]);

    /// <summary>Whether it stands for numbers.</summary>
    public bool IsNumber => Name is "numeric" or "integral" or "fractional" or "decimal" || (Concrete.TryGetValue(Name, out DataType? type) && TypeRules.IsNumeric(type));

    /// <summary>How an error names what is wanted.</summary>
    public string Requirement => Name switch
    {
        _ when Concrete.TryGetValue(Name, out DataType? type) => type.Sql,
        "array" or "map" or "struct" or "numeric" or "integral" => Name.ToUpperInvariant(),
        "ansiinterval" => "ANSI INTERVAL",
        _ => Name.ToUpperInvariant(),
    };

    public static TypeTerm Parse(string text)
    {
        text = text.Trim();
        int open = text.IndexOf('<', StringComparison.Ordinal);
        return open < 0
            ? new TypeTerm(text, default)
            : new TypeTerm(text[..open], SplitTop(text[(open + 1)..text.LastIndexOf('>')]).Select(Parse).ToValueArray());
    }

    /// <summary>The parts between commas that stand in no angle brackets.</summary>
    public static IEnumerable<string> SplitTop(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '<' ? 1 : text[i] == '>' ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (text.Trim().Length > 0)
        {
            yield return text[start..].Trim();
        }
    }

    /// <summary>Whether a value of the type needs no conversion.</summary>
    public bool Accepts(DataType type) => Name switch
    {
        "any" => true,
        "numeric" => TypeRules.IsNumeric(type),
        "integral" => TypeRules.IsIntegral(type),
        "decimal" => type is DecimalType,
        "fractional" => TypeRules.IsFractional(type),
        "ansiinterval" => type is DayTimeIntervalType or YearMonthIntervalType,
        "interval" => TypeRules.IsInterval(type),
        "atomic" => TypeRules.IsAtomic(type),
        "struct" => type is StructType,
        "array" => type is ArrayType array && (Parts.IsEmpty || Parts[0].Accepts(array.ElementType)),
        "map" => type is MapType,
        _ when IsVariable => true,
        _ => Concrete.TryGetValue(Name, out DataType? concrete) && (concrete.Equals(type) || (TypeRules.IsString(concrete) && TypeRules.IsString(type))),
    };

    /// <summary>Notes what the capital letters stand for; false when the type cannot fit.</summary>
    public bool Collect(DataType type, TypeBindings bindings)
    {
        if (IsVariable)
        {
            bindings.Add(Name, type);
        }

        switch (type)
        {
            case ArrayType array when Name == "array":
                bindings.ContainsNull |= array.ContainsNull;
                return Parts.IsEmpty || Parts[0].Collect(array.ElementType, bindings);
            case MapType map when Name == "map":
                bindings.ContainsNull |= map.ValueContainsNull;
                return Parts.IsEmpty || (Parts[0].Collect(map.KeyType, bindings) && Parts[1].Collect(map.ValueType, bindings));
            default:
                return Name is not ("array" or "map" or "struct") || type is NullType || (Name == "struct" && type is StructType);
        }
    }

    /// <summary>The type that an argument is to have; null when it cannot have any.</summary>
    public DataType? Target(DataType type, TypeBindings bindings)
    {
        if (IsVariable)
        {
            return bindings[Name];
        }

        if (Concrete.TryGetValue(Name, out DataType? concrete))
        {
            return concrete;
        }

        return Name switch
        {
            "array" when !Parts.IsEmpty => Parts[0].Target(Element(type), bindings) is { } element ? new ArrayType(element, bindings.ContainsNull) : null,
            "map" when !Parts.IsEmpty => Parts[0].Target(DataTypes.Null, bindings) is { } key && Parts[1].Target(DataTypes.Null, bindings) is { } value
                ? new MapType(key, value, bindings.ContainsNull)
                : null,
            "numeric" or "fractional" when TypeRules.IsString(type) || type is NullType => DataTypes.Double,
            "integral" when type is NullType => DataTypes.Long,
            "decimal" => TypeRules.IsNumeric(type) ? DecimalRules.ForType(type) : null,
            _ when type is NullType || Accepts(type) => type,
            _ => null,
        };
    }

    private static DataType Element(DataType type) => type is ArrayType array ? array.ElementType : DataTypes.Null;
}
