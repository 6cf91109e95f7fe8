namespace BigData.Spark.Embedded.Resolving;

/// <summary>The rows below groups, for what stands directly above them.</summary>
/// <param name="Input">The names of the rows.</param>
/// <param name="Keys">The grouping expressions.</param>
internal sealed record GroupScope(Scope Input, KeyReplacer Keys);
