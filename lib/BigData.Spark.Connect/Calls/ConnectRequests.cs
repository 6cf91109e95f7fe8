using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BigData.Spark.Connect.Calls;

/// <summary>The fields that every request carries, under other numbers but the same names.</summary>
internal static class ConnectRequests
{
    /// <summary>Sets session, user, client and the server's id of the session as last seen.</summary>
    /// <returns>The same request.</returns>
    public static T Fill<T>(this ConnectClient client, T request)
        where T : IMessage
    {
        Set(request, "session_id", client.SessionId);
        Set(request, "user_context", client.User);
        Set(request, "client_type", client.ClientType);
        if (client.ServerSession is { } observed)
        {
            Set(request, "client_observed_server_side_session_id", observed);
        }

        return request;
    }

    // ReleaseSession has no field for the observed session.
    private static void Set(IMessage request, string name, object value)
    {
        FieldDescriptor? field = request.Descriptor.FindFieldByName(name);
        field?.Accessor.SetValue(request, value);
    }
}
