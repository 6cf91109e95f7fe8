namespace BigData.Pipelines;

/// <summary>A pipeline cannot do what it was asked to; the message says what, where, and what to do.</summary>
public class PipelineException : Exception
{
    /// <summary>An error without text; prefer a constructor with a message.</summary>
    public PipelineException()
    {
    }

    /// <summary>An error with a message for people.</summary>
    /// <param name="message">What went wrong, where, which value, what was expected, what to do.</param>
    public PipelineException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for people and its cause.</summary>
    /// <param name="message">What went wrong, where, which value, what was expected, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public PipelineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The request itself is wrong (selection, as-of date, configuration): the command exits with 2 and nothing was done.</summary>
public sealed class PipelineUsageException : PipelineException
{
    /// <summary>An error without text; prefer a constructor with a message.</summary>
    public PipelineUsageException()
    {
    }

    /// <summary>An error with a message for people.</summary>
    /// <param name="message">Which value is wrong, what was expected, what to do.</param>
    public PipelineUsageException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for people and its cause.</summary>
    /// <param name="message">Which value is wrong, what was expected, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public PipelineUsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
