namespace BigData.Pipelines;

/// <summary>How much a column says about a person. The class of a table is the highest class of its columns.</summary>
public enum PiiClass
{
    /// <summary>Nothing about a person.</summary>
    None,

    /// <summary>An identifier that names a person only together with another table, such as a customer number.</summary>
    Pseudonym,

    /// <summary>Names a person or reaches them: name, e-mail, phone, address.</summary>
    Direct,

    /// <summary>Special categories of personal data, such as health.</summary>
    Sensitive,
}
