using DuckDB.NET.Native;

namespace BigData.DuckDb.Native;

/// <summary>An error as the native library tells it; translated before it leaves the library.</summary>
internal sealed class DuckFailure(string message, DuckDBErrorType errorType) : Exception(message)
{
    public DuckDBErrorType ErrorType { get; } = errorType;

    /// <summary>Throws when the native call reported an error; frees its data in any case.</summary>
    public static void ThrowIfError(DuckDBErrorData? error)
    {
        if (error is null)
        {
            return;
        }

        using (error)
        {
            if (!error.IsInvalid && error.HasError)
            {
                throw new DuckFailure(error.Message ?? "DuckDB failed without a message", NativeMethods.ErrorData.DuckDBErrorDataErrorType(error));
            }
        }
    }
}
