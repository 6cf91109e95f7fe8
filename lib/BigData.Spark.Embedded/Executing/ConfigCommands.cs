using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Operation = BigData.Spark.Proto.ConfigRequest.Types.Operation;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Answers questions about the session's settings and changes them, with Spark's rules and errors.</summary>
internal static class ConfigCommands
{
    private const string DocumentRoot = "https://spark.apache.org/docs/latest";
    private static readonly string[] Integers =
    [
        "spark.sql.shuffle.partitions", "spark.sql.pivotMaxValues", "spark.sql.execution.arrow.maxRecordsPerBatch",
        "spark.sql.repl.eagerEval.maxNumRows", "spark.sql.repl.eagerEval.truncate",
    ];

    internal static ConfigResponse Run(SessionConf conf, Operation operation)
    {
        ConfigResponse response = new();
        switch (operation.OpTypeCase)
        {
            case Operation.OpTypeOneofCase.Set:
                SetAll(conf, operation.Set, response);
                break;
            case Operation.OpTypeOneofCase.Get:
                response.Pairs.Add(operation.Get.Keys.Select(key => Pair(key, conf[key] ?? throw NotFound(key))));
                break;
            case Operation.OpTypeOneofCase.GetWithDefault:
                response.Pairs.Add(operation.GetWithDefault.Pairs.Select(pair => Pair(pair.Key, (conf.IsSet(pair.Key) ? conf[pair.Key] : null) ?? (pair.HasValue ? pair.Value : null))));
                break;
            case Operation.OpTypeOneofCase.GetOption:
                response.Pairs.Add(operation.GetOption.Keys.Select(key => Pair(key, conf[key])));
                break;
            case Operation.OpTypeOneofCase.GetAll:
                string prefix = operation.GetAll.HasPrefix ? operation.GetAll.Prefix : string.Empty;
                response.Pairs.Add(conf.All().Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => Pair(pair.Key[prefix.Length..], pair.Value)));
                break;
            case Operation.OpTypeOneofCase.Unset:
                foreach (string key in operation.Unset.Keys)
                {
                    CheckModifiable(key);
                    conf.Unset(key);
                }

                break;
            case Operation.OpTypeOneofCase.IsModifiable:
                response.Pairs.Add(operation.IsModifiable.Keys.Select(key => Pair(key, IsModifiable(key) ? "true" : "false")));
                break;
            default:
                throw SparkErrors.Create("CONNECT_INVALID_PLAN.ASSERTION_FAILURE", ("message", "A config request says no operation."));
        }

        return response;
    }

    /// <summary>Sets one value after checking it.</summary>
    /// <exception cref="SparkException">The setting cannot be changed, or the value is not acceptable.</exception>
    internal static void Set(SessionConf conf, string key, string value)
    {
        CheckModifiable(key);
        if (key == SessionConf.TimeZoneKey && !SessionTimeZone.IsValid(value))
        {
            throw SparkErrors.Create("INVALID_CONF_VALUE.TIME_ZONE", ("confValue", value), ("confName", key));
        }

        if (Integers.Contains(key) && !int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            throw Mismatch(key, value, "int");
        }

        if (ConfDefaults.Find(key) is "true" or "false" && value.Trim().ToLowerInvariant() is not ("true" or "false"))
        {
            throw Mismatch(key, value, "boolean");
        }

        conf.Set(key, value);
    }

    internal static SparkException NotFound(string key) => SparkErrors.Create("SQL_CONF_NOT_FOUND", ("sqlConf", $"\"{key}\""));

    private static void SetAll(SessionConf conf, ConfigRequest.Types.Set set, ConfigResponse response)
    {
        foreach (KeyValue pair in set.Pairs)
        {
            try
            {
                Set(conf, pair.Key, pair.Value);
            }
            catch (SparkException e) when (set.Silent)
            {
                response.Warnings.Add(e.Message);
            }
        }
    }

    private static SparkException Mismatch(string key, string value, string type) =>
        SparkErrors.Create("INVALID_CONF_VALUE.TYPE_MISMATCH", ("confName", key), ("confValue", value), ("confType", type));

    private static void CheckModifiable(string key)
    {
        if (ConfDefaults.IsStatic(key))
        {
            throw SparkErrors.Create("CANNOT_MODIFY_STATIC_CONFIG", ("key", $"\"{key}\""));
        }

        if (ConfDefaults.IsCore(key))
        {
            throw SparkErrors.Create("CANNOT_MODIFY_CONFIG", ("key", $"\"{key}\""), ("docroot", DocumentRoot));
        }
    }

    private static bool IsModifiable(string key) =>
        !ConfDefaults.IsStatic(key) && !ConfDefaults.IsCore(key) && key.StartsWith("spark.", StringComparison.Ordinal);

    private static KeyValue Pair(string key, string? value)
    {
        KeyValue pair = new() { Key = key };
        if (value is not null)
        {
            pair.Value = value;
        }

        return pair;
    }
}
