using BigData.Benchmarks.Job;

switch (args)
{
    case ["prepare-job", string sample, string target]:
        TwentyfoldShop.Write(sample, target);
        return 0;
    case ["job-by-hand", string landing, string target]:
        await HandWrittenJob.RunAsync(landing, target, new Dictionary<string, string> { ["United Kingdom"] = "GB", ["France"] = "FR" });
        return 0;
    default:
        return 2;
}
