using System.Text.Encodings.Web;
using System.Text.Json;

namespace BigData.Delta;

/// <summary>How JSON is written in the log: compact, letters outside ASCII as they are, as Spark does.</summary>
internal static class LogJson
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions WriterOptions => new() { Encoder = Encoder, SkipValidation = true };
}
