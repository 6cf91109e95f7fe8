namespace BigData.Pipelines.Running;

/// <summary>Rows break an expectation of severity fail, so the table is not committed.</summary>
internal sealed class ExpectationFailedException(IReadOnlyList<ExpectationResult> failed)
    : PipelineException(
        "Nothing was committed, because rows break the expectations "
        + string.Join("; ", failed.Select(result => $"{result.Rule}: {result.Failed} of {result.Checked}"))
        + ". Correct the input or the job.");
