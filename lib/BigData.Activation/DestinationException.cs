namespace BigData.Activation;

/// <summary>A destination is down, refuses, or is configured wrongly; the message says what to do.</summary>
public class DestinationException : Exception
{
    /// <summary>An error without text; prefer a constructor with a message.</summary>
    public DestinationException()
    {
    }

    /// <summary>An error with a message for people.</summary>
    /// <param name="message">What went wrong, where, and what to do; no value of a customer and no secret.</param>
    public DestinationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for people and its cause.</summary>
    /// <param name="message">What went wrong, where, and what to do; no value of a customer and no secret.</param>
    /// <param name="innerException">The cause.</param>
    public DestinationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The configuration of a destination is wrong or incomplete; nothing was done.</summary>
public sealed class DestinationSettingException : DestinationException
{
    /// <summary>An error without text; prefer a constructor with a message.</summary>
    public DestinationSettingException()
    {
    }

    /// <summary>An error with a message for people.</summary>
    /// <param name="message">Which setting, what was expected, how to give it.</param>
    public DestinationSettingException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message for people and its cause.</summary>
    /// <param name="message">Which setting, what was expected, how to give it.</param>
    /// <param name="innerException">The cause.</param>
    public DestinationSettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
