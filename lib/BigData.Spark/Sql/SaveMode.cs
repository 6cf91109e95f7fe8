namespace BigData.Spark.Sql;

/// <summary>What a writer does where rows exist already.</summary>
public enum SaveMode
{
    /// <summary>Fails. The default.</summary>
    ErrorIfExists,

    /// <summary>Adds the rows.</summary>
    Append,

    /// <summary>Replaces all rows.</summary>
    Overwrite,

    /// <summary>Writes nothing.</summary>
    Ignore,
}
