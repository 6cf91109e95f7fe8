using BigData.Spark.Proto;
using Google.Protobuf.Reflection;

namespace BigData.Spark.Tests.Protos;

public sealed class ProtoDescriptorTests
{
    /// <summary>Messages for code of servers in other languages, resource profiles, origins and pipelines: left out on purpose.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "ExecutePlanResponse.create_resource_profile_command_result", "ExecutePlanResponse.pipeline_event_result",
        "ExecutePlanResponse.pipeline_command_result", "ExecutePlanResponse.pipeline_query_function_execution_signal",
        "Relation.map_partitions", "Relation.group_map", "Relation.co_group_map", "Relation.apply_in_pandas_with_state",
        "Relation.common_inline_user_defined_table_function", "Relation.common_inline_user_defined_data_source",
        "RelationCommon.origin", "Expression.common", "Expression.typed_aggregate_expression",
        "CommonInlineUserDefinedFunction.python_udf", "CommonInlineUserDefinedFunction.scalar_scala_udf",
        "Command.register_table_function", "Command.register_data_source", "Command.create_resource_profile_command",
        "Command.pipeline_command", "WriteStreamOperationStart.foreach_writer", "WriteStreamOperationStart.foreach_batch",
        "StreamingQueryManagerCommand.StreamingQueryListenerCommand.python_listener_payload",
    };

    public static TheoryData<string> Files => new(Descriptors.Keys);

    private static Dictionary<string, FileDescriptor> Descriptors { get; } = new(StringComparer.Ordinal)
    {
        ["Base"] = BaseReflection.Descriptor,
        ["CatalogOuterClass"] = CatalogReflection.Descriptor,
        ["Commands"] = CommandsReflection.Descriptor,
        ["Common"] = CommonReflection.Descriptor,
        ["Expressions"] = ExpressionsReflection.Descriptor,
        ["Ml"] = MlReflection.Descriptor,
        ["MlCommon"] = MlCommonReflection.Descriptor,
        ["Relations"] = RelationsReflection.Descriptor,
        ["Types"] = TypesReflection.Descriptor,
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Names_numbers_and_types_are_those_of_Spark(string outerClass)
    {
        string? jar = SparkDescriptors.FindJar();
        Assert.SkipUnless(jar is not null, "no Spark 4.2 at SPARK_HOME or unpacked from ../shared/spark");
        FileDescriptorProto spark = SparkDescriptors.Read(jar!, outerClass);
        FileDescriptorProto ours = Descriptors[outerClass].ToProto();
        Assert.Equal("spark.connect", spark.Package);

        Dictionary<string, string> expected = Facts(spark);
        Dictionary<string, string> actual = Facts(ours);

        Assert.NotEmpty(actual);
        Assert.All(actual, fact => Assert.Equal((fact.Key, expected.GetValueOrDefault(fact.Key)), (fact.Key, fact.Value)));
        HashSet<string> messages = [.. Messages(ours).Select(m => m.Path)];
        IEnumerable<string> missing = expected.Keys.Except(actual.Keys, StringComparer.Ordinal)
            .Where(k => messages.Contains(k[..Math.Max(0, k.LastIndexOf('.'))]) && !LeftOut.Contains(k));
        Assert.Empty(missing);
    }

    private static Dictionary<string, string> Facts(FileDescriptorProto file)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach ((string path, DescriptorProto message) in Messages(file))
        {
            foreach (FieldDescriptorProto field in message.Field)
            {
                string oneof = field.HasOneofIndex && !field.Proto3Optional ? message.OneofDecl[field.OneofIndex].Name : "";
                facts[$"{path}.{field.Name}"] =
                    $"{field.Number} {field.Label} {field.Type} {field.TypeName} optional={field.Proto3Optional} oneof={oneof}";
            }

            AddEnums(facts, path + ".", message.EnumType);
        }

        AddEnums(facts, "", file.EnumType);
        foreach (MethodDescriptorProto method in file.Service.SelectMany(s => s.Method))
        {
            facts[$"rpc {method.Name}"] =
                $"{method.InputType} {method.OutputType} {method.ClientStreaming} {method.ServerStreaming}";
        }

        return facts;
    }

    private static void AddEnums(Dictionary<string, string> facts, string prefix, IEnumerable<EnumDescriptorProto> enums)
    {
        foreach (EnumDescriptorProto type in enums)
        {
            foreach (EnumValueDescriptorProto value in type.Value)
            {
                facts[$"{prefix}{type.Name}:{value.Name}"] = $"{value.Number}";
            }
        }
    }

    private static IEnumerable<(string Path, DescriptorProto Message)> Messages(FileDescriptorProto file) =>
        file.MessageType.SelectMany(m => Nested(m.Name, m));

    private static IEnumerable<(string Path, DescriptorProto Message)> Nested(string path, DescriptorProto message) =>
        message.NestedType.SelectMany(n => Nested($"{path}.{n.Name}", n)).Prepend((path, message));
}
