using BigData.Pipelines.Writing;

namespace BigData.Pipelines;

/// <summary>One column of a <see cref="TableContract"/>.</summary>
/// <param name="Name">The column's name; names compare without case, as in Spark.</param>
/// <param name="Type">The type as Spark's DDL writes it, for example <c>decimal(18,2)</c> or <c>array&lt;string&gt;</c>.</param>
/// <param name="Comment">What the value means, with unit and the meaning of null; becomes the column's comment in the table.</param>
/// <param name="Pii">How much the column says about a person.</param>
public sealed record TableColumn(string Name, string Type, string Comment, PiiClass Pii = PiiClass.None)
{
    /// <summary>The comment with the class of personal data: the comment of the column.</summary>
    public string Description => TableStatements.Comment(this);
}
