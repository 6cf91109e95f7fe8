using System.Text.Json.Nodes;

namespace BigData.Notebooks.Scripting;

/// <summary>Takes what a cell puts out, with types and fields as in Jupyter's messages and in notebook files.</summary>
internal interface IOutputSink
{
    /// <summary>Whether outputs that only tell how far a query is are of use.</summary>
    bool WantsProgress { get; }

    /// <summary>Takes an output.</summary>
    /// <param name="type"><c>stream</c>, <c>display_data</c>, <c>update_display_data</c>, <c>execute_result</c>, <c>error</c> or <c>clear_output</c>.</param>
    /// <param name="content">Its fields.</param>
    void Send(string type, JsonObject content);
}
