using System.Text.Json.Nodes;
using BigData.Notebooks.Protocol;
using BigData.Notebooks.Scripting;

namespace BigData.Notebooks.Kernel;

/// <summary>Publishes the outputs of one cell to the clients; a silent cell only its text.</summary>
internal sealed class PublishedOutput(KernelSockets sockets, MessageCodec codec, Message request, bool isSilent) : IOutputSink
{
    public bool WantsProgress => !isSilent;

    public void Send(string type, JsonObject content)
    {
        if (isSilent && type == "execute_result")
        {
            return;
        }

        sockets.Publish(codec.Create(type, content, request));
    }
}
