using System.CommandLine;

namespace BigData.Hosting.Commands;

/// <summary><c>--limit N</c> of the verbs that print rows.</summary>
internal static class LimitOption
{
    private const int DefaultLimit = 20;

    public static Option<int> Create()
    {
        Option<int> option = new("--limit") { Description = "how many rows at most", DefaultValueFactory = _ => DefaultLimit, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError($"--limit {result.GetValueOrDefault<int>()}: expected 0 or more rows.");
            }
        });
        return option;
    }
}
