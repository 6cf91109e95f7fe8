using BigData.Hosting.Reporting.Guides;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>What a reader can do with the tables: the commands, and the guides that tell of them.</summary>
internal static class NextStepsTopic
{
    private static readonly (string Task, string Command, string Guide)[] Steps =
    [
        ("Send segments and recommendations to the tools that act on them: files, a database, advertising platforms, webhooks", "bigdata publish DESTINATION --dry-run", "publish"),
        ("Look at the tables in Power BI, Tableau, Metabase or Excel", "bigdata publish bi", "bi"),
        ("Build and publish by the clock, without anyone looking", "bigdata schedule", "schedule"),
        ("Explore in a notebook", "bigdata notebook install", "notebooks"),
        ("Ask in SQL", "bigdata sql \"SELECT …\"", "sql"),
        ("Compare channels by other models and windows", "bigdata show gold.channel_attribution", "attribution"),
        ("See what a customer is recommended, and why", "bigdata show gold.customer_recommendations", "recommendations"),
        ("Write this page for some sources or another window", "bigdata report SOURCE --window 7", "report"),
        ("Add files and tables of one’s own", "dotnet new bigdata-jobs", "01-first-job"),
        ("Try all of it on a made-up shop whose truth is known", "bigdata generate", "generated-shop"),
        ("Go on with Apache Spark when the data outgrows one machine", "bigdata run --engine spark", "04-moving-to-a-cluster"),
    ];

    /// <summary>The last section of the report.</summary>
    public static ReportSection Compose() => new(
        "next_steps",
        "What to do with it",
        $"Each of these is one command, typed where this report was made. The guides lie in the folder {Guide.Folder} beside this page; whoever sends the page sends the folder with it, "
        + "or does without them.",
        [
            new DataTable(
                "commands",
                "From here on",
                [new("task", "To"), new("command", "Command"), new("guide", "Guide")],
                [.. Steps.Select(step => new List<object?> { step.Task, step.Command, Guide.Named(step.Guide) })]),
        ],
        []);
}
