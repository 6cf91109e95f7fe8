using System.Text.Json.Serialization;

namespace BigData.Spark.Connect.Failures;

/// <summary>The two shapes of JSON in error details.</summary>
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ConnectJson : JsonSerializerContext;
