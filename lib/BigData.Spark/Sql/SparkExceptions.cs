namespace BigData.Spark.Sql;

/// <summary>The query cannot be resolved: a name, a type or a combination is wrong. Nothing ran.</summary>
public class AnalysisException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public AnalysisException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal AnalysisException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>A SQL text, expression or schema does not follow the grammar.</summary>
public sealed class ParseException : AnalysisException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ParseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ParseException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>A calculation overflowed or divided by zero while rows were computed.</summary>
public sealed class SparkArithmeticException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkArithmeticException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkArithmeticException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>An index of an array lies outside of it.</summary>
public sealed class SparkArrayIndexOutOfBoundsException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkArrayIndexOutOfBoundsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkArrayIndexOutOfBoundsException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>A date or time cannot be read or made.</summary>
public sealed class SparkDateTimeException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkDateTimeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkDateTimeException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>A text cannot be read as a number.</summary>
public sealed class SparkNumberFormatException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkNumberFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkNumberFormatException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>An argument has a value that is not allowed.</summary>
public sealed class SparkIllegalArgumentException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkIllegalArgumentException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkIllegalArgumentException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>Something asked for by name does not exist, such as a setting.</summary>
public sealed class SparkNoSuchElementException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkNoSuchElementException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkNoSuchElementException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>Rows could not be computed; the data is at fault.</summary>
public sealed class SparkRuntimeException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkRuntimeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkRuntimeException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>The engine does not support what was asked; the message says what to do instead.</summary>
public sealed class SparkUnsupportedOperationException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkUnsupportedOperationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkUnsupportedOperationException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>A result would differ between versions of Spark and no setting chooses one.</summary>
public sealed class SparkUpgradeException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkUpgradeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkUpgradeException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>Another writer changed the Delta table in a way that conflicts with this write; it can be tried again.</summary>
public sealed class DeltaConcurrentModificationException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public DeltaConcurrentModificationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal DeltaConcurrentModificationException(SparkErrorInfo info)
        : base(info)
    {
    }
}

/// <summary>The server cannot be reached, refused the call or broke the protocol.</summary>
public sealed class SparkConnectException : SparkException
{
    /// <summary>Makes an exception without an error class.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SparkConnectException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal SparkConnectException(SparkErrorInfo info)
        : base(info)
    {
    }
}
