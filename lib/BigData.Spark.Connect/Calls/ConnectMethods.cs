using System.Buffers;
using BigData.Spark.Proto;
using Google.Protobuf;
using Grpc.Core;

namespace BigData.Spark.Connect.Calls;

/// <summary>
/// The calls of the service with marshallers of our own: a plan costs two or more levels per relation, and the
/// generated ones stop at 100 levels, which a server's echoed relation easily passes.
/// </summary>
internal static class ConnectMethods
{
    private const string Service = "spark.connect.SparkConnectService";
    private const int RecursionLimit = 1024;

    public static readonly Method<ExecutePlanRequest, ExecutePlanResponse> ExecutePlan =
        Define(MethodType.ServerStreaming, nameof(ExecutePlan), ExecutePlanRequest.Parser, ExecutePlanResponse.Parser);

    public static readonly Method<AnalyzePlanRequest, AnalyzePlanResponse> AnalyzePlan =
        Define(MethodType.Unary, nameof(AnalyzePlan), AnalyzePlanRequest.Parser, AnalyzePlanResponse.Parser);

    public static readonly Method<ConfigRequest, ConfigResponse> Config =
        Define(MethodType.Unary, nameof(Config), ConfigRequest.Parser, ConfigResponse.Parser);

    public static readonly Method<ReattachExecuteRequest, ExecutePlanResponse> ReattachExecute =
        Define(MethodType.ServerStreaming, nameof(ReattachExecute), ReattachExecuteRequest.Parser, ExecutePlanResponse.Parser);

    public static readonly Method<ReleaseExecuteRequest, ReleaseExecuteResponse> ReleaseExecute =
        Define(MethodType.Unary, nameof(ReleaseExecute), ReleaseExecuteRequest.Parser, ReleaseExecuteResponse.Parser);

    public static readonly Method<AddArtifactsRequest, AddArtifactsResponse> AddArtifacts =
        Define(MethodType.ClientStreaming, nameof(AddArtifacts), AddArtifactsRequest.Parser, AddArtifactsResponse.Parser);

    public static readonly Method<ArtifactStatusesRequest, ArtifactStatusesResponse> ArtifactStatus =
        Define(MethodType.Unary, nameof(ArtifactStatus), ArtifactStatusesRequest.Parser, ArtifactStatusesResponse.Parser);

    public static readonly Method<CloneSessionRequest, CloneSessionResponse> CloneSession =
        Define(MethodType.Unary, nameof(CloneSession), CloneSessionRequest.Parser, CloneSessionResponse.Parser);

    public static readonly Method<InterruptRequest, InterruptResponse> Interrupt =
        Define(MethodType.Unary, nameof(Interrupt), InterruptRequest.Parser, InterruptResponse.Parser);

    public static readonly Method<ReleaseSessionRequest, ReleaseSessionResponse> ReleaseSession =
        Define(MethodType.Unary, nameof(ReleaseSession), ReleaseSessionRequest.Parser, ReleaseSessionResponse.Parser);

    public static readonly Method<FetchErrorDetailsRequest, FetchErrorDetailsResponse> FetchErrorDetails =
        Define(MethodType.Unary, nameof(FetchErrorDetails), FetchErrorDetailsRequest.Parser, FetchErrorDetailsResponse.Parser);

    private static Method<TRequest, TResponse> Define<TRequest, TResponse>(
        MethodType type, string name, MessageParser<TRequest> request, MessageParser<TResponse> response)
        where TRequest : IMessage<TRequest>, IBufferMessage
        where TResponse : IMessage<TResponse>, IBufferMessage =>
        new(type, Service, name, Marshaller(request), Marshaller(response));

    private static Marshaller<T> Marshaller<T>(MessageParser<T> parser)
        where T : IMessage<T>, IBufferMessage =>
        Marshallers.Create<T>(Serialize, context => Parse(parser, context));

    private static void Serialize<T>(T message, SerializationContext context)
        where T : IMessage<T>, IBufferMessage
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }

    // The usual limit of depth is enough for all but relations that a server echoes: those are read a second time, from a copy.
    private static T Parse<T>(MessageParser<T> parser, DeserializationContext context)
        where T : IMessage<T>, IBufferMessage
    {
        ReadOnlySequence<byte> payload = context.PayloadAsReadOnlySequence();
        try
        {
            return parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            using var stream = new MemoryStream(payload.ToArray(), writable: false);
            using CodedInputStream input = CodedInputStream.CreateWithLimits(stream, Math.Max((int)payload.Length, 1), RecursionLimit);
            return parser.ParseFrom(input);
        }
    }
}
