using BigData.Spark.Embedded.Plans;
using RelationCase = BigData.Spark.Proto.Relation.RelTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Relations of statistics.</summary>
internal sealed partial class PlanDecoder
{
    // What Spark takes when the message does not say it.
    private const double DefaultSupport = 0.01;

    private Relation? DecodeStatistics(Proto.Relation relation) => relation.RelTypeCase switch
    {
        RelationCase.Describe => new Describe(Input(relation.Describe.Input, "StatDescribe"), relation.Describe.Cols.ToValueArray()),
        RelationCase.Summary => new Summary(Input(relation.Summary.Input, "StatSummary"), relation.Summary.Statistics.ToValueArray()),
        RelationCase.Crosstab => new Crosstab(Input(relation.Crosstab.Input, "StatCrosstab"), relation.Crosstab.Col1, relation.Crosstab.Col2),
        RelationCase.Cov => new Correlation(Input(relation.Cov.Input, "StatCov"), relation.Cov.Col1, relation.Cov.Col2, IsCovariance: true),
        RelationCase.Corr => Corr(relation.Corr),
        RelationCase.ApproxQuantile => new ApproxQuantile(
            Input(relation.ApproxQuantile.Input, "StatApproxQuantile"),
            relation.ApproxQuantile.Cols.ToValueArray(),
            relation.ApproxQuantile.Probabilities.ToValueArray(),
            relation.ApproxQuantile.RelativeError),
        RelationCase.FreqItems => new FrequentItems(
            Input(relation.FreqItems.Input, "StatFreqItems"),
            relation.FreqItems.Cols.ToValueArray(),
            relation.FreqItems.HasSupport ? relation.FreqItems.Support : DefaultSupport),
        RelationCase.SampleBy => new SampleBy(
            Input(relation.SampleBy.Input, "StatSampleBy"),
            Required(relation.SampleBy.Col, "StatSampleBy", "col"),
            relation.SampleBy.Fractions.Select(f => new SampleFraction(LiteralDecoder.Decode(f.Stratum), f.Fraction_)).ToValueArray(),
            relation.SampleBy.HasSeed ? relation.SampleBy.Seed : null),
        _ => null,
    };

    private Correlation Corr(Proto.StatCorr corr) => corr.HasMethod && corr.Method != "pearson"
        ? throw DecodeErrors.Unsupported("RELATION", $"corr by the method {corr.Method}", "Spark has pearson only.", "Leave the method out.")
        : new Correlation(Input(corr.Input, "StatCorr"), corr.Col1, corr.Col2, IsCovariance: false);
}
