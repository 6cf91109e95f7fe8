using System.Collections;
using BigData.Spark.Proto;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BigData.Spark.Embedded.Tests.Decoding;

/// <summary>Makes a message with all its fields set to something valid.</summary>
internal static class MessageFiller
{
    public static object? Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Message(field.MessageType, depth),
        FieldType.String => field.Name is "schema" ? "a INT" : field.Name is "query" ? "SHOW TABLES" : field.Name is "type_str" ? "int" : "a",
        FieldType.Bytes => ByteString.CopyFrom(1, 2),
        FieldType.Bool => true,
        FieldType.Enum => field.EnumType.Values[^1].Number,
        FieldType.Double => 0.5,
        FieldType.Float => 0.5f,
        FieldType.Int64 => 7L,
        FieldType.UInt32 => 0u,
        _ => 7,
    };

    private static IMessage Message(MessageDescriptor type, int depth)
    {
        if (type == Relation.Descriptor && depth > 0)
        {
            return new Relation { Range = new Proto.Range { End = 1, Step = 1 } };
        }

        if (type == Expression.Descriptor && depth > 0)
        {
            return new Expression { Literal = new() { Integer = 1 } };
        }

        if (type == DataType.Descriptor)
        {
            return new DataType { Integer = new() };
        }

        IMessage message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (FieldDescriptor field in type.Fields.InDeclarationOrder().Where(f => depth < 4 && !f.IsMap))
        {
            bool first = field.RealContainingOneof is not { } oneof || oneof.Fields[0] == field;
            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Value(field, depth + 1));
            }
            else if (first)
            {
                field.Accessor.SetValue(message, Value(field, depth + 1));
            }
        }

        return message;
    }
}
