namespace BigData.Notebooks.Tests.Jupyter;

/// <summary>The kernel as Jupyter's own client sees it.</summary>
public sealed class ProtocolTests
{
    [Fact]
    public void Every_request_is_answered_as_the_protocol_says()
    {
        using JupyterClient client = JupyterClient.OrSkip();
        (int exitCode, string output) = client.Run("protocol");
        Assert.True(exitCode == 0, output);
        Assert.Contains("ok: the process ends by itself", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_ends_the_process_leaves_none_behind()
    {
        using JupyterClient client = JupyterClient.OrSkip();
        (int exitCode, string output) = client.Run("crash");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void A_kernel_whose_client_was_killed_ends_also_while_a_cell_never_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux gives orphans to a process that waits for them");
        using JupyterClient client = JupyterClient.OrSkip();
        (int exitCode, string output) = client.Run("orphan");
        Assert.True(exitCode == 0, output);
    }
}
