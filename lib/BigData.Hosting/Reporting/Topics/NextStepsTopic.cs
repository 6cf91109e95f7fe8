namespace BigData.Hosting.Reporting.Topics;

/// <summary>What a reader can do with the tables: the commands, and the guides that tell of them.</summary>
internal static class NextStepsTopic
{
    private static readonly (string Task, string Command, string Guide)[] Steps =
    [
        ("Send segments and recommendations to the tools that act on them: files, a database, advertising platforms, webhooks", "bigdata publish DESTINATION --dry-run", "docs/guide/publish.md"),
        ("Look at the tables in Power BI, Tableau, Metabase or Excel", "bigdata publish bi", "docs/guide/bi.md"),
        ("Build and publish by the clock, without anyone looking", "bigdata schedule", "docs/guide/schedule.md"),
        ("Explore in a notebook", "bigdata notebook install", "docs/guide/notebooks.md"),
        ("Ask in SQL", "bigdata sql \"SELECT …\"", "docs/guide/sql.md"),
    ];

    /// <summary>The last section of the report.</summary>
    public static ReportSection Compose() => new(
        "next_steps",
        "What to do with it",
        "Each of these is one command, typed where this report was made. The guides lie beside the program.",
        [
            new DataTable(
                "commands",
                "From here on",
                [new("task", "To"), new("command", "Command"), new("guide", "Guide")],
                [.. Steps.Select(step => new List<object?> { step.Task, step.Command, step.Guide })]),
        ],
        []);
}
