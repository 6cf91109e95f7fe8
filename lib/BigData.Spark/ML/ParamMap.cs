using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.ML;

/// <summary>The parameters of an estimator or model that were set, by Spark's names. Those that were not have Spark's defaults.</summary>
internal sealed class ParamMap
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    public ParamMap()
    {
    }

    public ParamMap(ParamMap other)
    {
        foreach ((string name, object value) in other._values)
        {
            _values[name] = value;
        }
    }

    public object? this[string name] => _values.GetValueOrDefault(name);

    public void Set(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _values[name] = value;
    }

    /// <summary>A number of at least <paramref name="least"/>.</summary>
    public void SetCount(string name, int value, int least)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} or more.");
        }

        Set(name, value);
    }

    /// <summary>A finite number of 0 or more.</summary>
    public void SetWeight(string name, double value)
    {
        if (!(value >= 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of 0 or more.");
        }

        Set(name, value);
    }

    public T Get<T>(string name, T byDefault) => _values.TryGetValue(name, out object? value) ? (T)value : byDefault;

    /// <summary>Those of the names that are set.</summary>
    public MlParams ToProto(params ReadOnlySpan<string> names)
    {
        MlParams message = new();
        foreach (string name in names)
        {
            if (_values.TryGetValue(name, out object? value))
            {
                message.Params.Add(name, Literals.Of(value));
            }
        }

        return message;
    }

    /// <summary>Takes over those parameters of a message that are of the names.</summary>
    public void Read(MlParams? message, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (message is not null && message.Params.TryGetValue(name, out Expression.Types.Literal? literal) && LiteralValues.Read(literal) is { } value)
            {
                _values[name] = value is long number and >= int.MinValue and <= int.MaxValue && name != "seed" ? (int)number : value;
            }
        }
    }

    public static SparkException Unexpected(string call) => Errors.SparkErrors.Internal($"The engine answered {call} in a form that was not expected.");
}
