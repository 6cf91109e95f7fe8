namespace BigData.Notebooks;

/// <summary>A notebook, a parameter, a connection file or a cell cannot be used; the message says what, why and what to do.</summary>
public sealed class NotebookException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public NotebookException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
