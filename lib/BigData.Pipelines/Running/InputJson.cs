using System.Text.Json;
using System.Text.Json.Serialization;
using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Running;

internal static class InputJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The JSON of <c>ops.run_tables.input_versions</c>.</summary>
    public static string Of(IReadOnlyDictionary<string, InputPosition> inputs) => JsonSerializer.Serialize(inputs, Options);
}
