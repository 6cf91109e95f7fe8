using System.Buffers.Binary;
using System.IO.Compression;
using BigData.Testing;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BigData.Spark.Tests.Protos;

/// <summary>The descriptors of Spark's messages, as the Java classes of its Connect jar hold them.</summary>
internal static class SparkDescriptors
{
    private const byte Utf8Tag = 1;
    private const byte StringTag = 8;

    /// <summary>The Connect jar of a Spark installation, or null if there is none.</summary>
    public static string? FindJar()
    {
        string? home = Environment.GetEnvironmentVariable("SPARK_HOME");
        string caches = Environment.GetEnvironmentVariable("SPARK_CACHE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        IEnumerable<string> homes = home is not null
            ? [home]
            : Directory.Exists(caches) && RepositoryFiles.Shared("spark") is not null ? Directory.GetDirectories(caches, "spark-4.2.0*") : [];
        return homes.Select(h => Path.Combine(h, "jars")).Where(Directory.Exists)
            .SelectMany(jars => Directory.GetFiles(jars, "spark-connect_*.jar")).FirstOrDefault();
    }

    /// <summary>The file descriptor in an outer class of the package of Spark's messages.</summary>
    public static FileDescriptorProto Read(string jar, string outerClass)
    {
        using ZipArchive archive = ZipFile.OpenRead(jar);
        ZipArchiveEntry entry = archive.GetEntry($"org/apache/spark/connect/proto/{outerClass}.class")
            ?? throw new InvalidOperationException($"{jar} has no class {outerClass}.");
        using MemoryStream bytes = new();
        using (Stream content = entry.Open())
        {
            content.CopyTo(bytes);
        }

        return FromClass(bytes.ToArray());
    }

    // protoc writes the serialised descriptor as an array of strings of one byte per character; the last field of it is its syntax.
    private static FileDescriptorProto FromClass(byte[] file)
    {
        List<byte> descriptor = [];
        foreach (byte[] text in Strings(file).SkipWhile(s => s.Length == 0 || s[0] != 0x0A))
        {
            descriptor.AddRange(text);
            if (TryParse([.. descriptor]) is { } parsed)
            {
                return parsed;
            }
        }

        throw new InvalidOperationException("The class holds no descriptor.");
    }

    private static FileDescriptorProto? TryParse(byte[] bytes)
    {
        try
        {
            FileDescriptorProto file = FileDescriptorProto.Parser.ParseFrom(bytes);
            return file.HasSyntax ? file : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static IEnumerable<byte[]> Strings(byte[] file)
    {
        Dictionary<int, byte[]> texts = [];
        List<int> strings = [];
        int count = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(8));
        int at = 10;
        for (int i = 1; i < count; i++)
        {
            byte tag = file[at++];
            if (tag == Utf8Tag)
            {
                int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));
                texts[i] = Decode(file.AsSpan(at + 2, length));
                at += 2 + length;
                continue;
            }

            if (tag == StringTag)
            {
                strings.Add(BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at)));
            }

            at += Size(tag);
            i += tag is 5 or 6 ? 1 : 0;
        }

        return strings.Select(index => texts[index]);
    }

    private static int Size(byte tag) => tag switch
    {
        7 or 8 or 16 or 19 or 20 => 2,
        15 => 3,
        3 or 4 or 9 or 10 or 11 or 12 or 17 or 18 => 4,
        5 or 6 => 8,
        _ => throw new InvalidOperationException($"Unknown tag {tag} in the constants of a class."),
    };

    // The modified UTF-8 of class files: characters up to 0xFF take one or two bytes, 0 takes two.
    private static byte[] Decode(ReadOnlySpan<byte> text)
    {
        List<byte> bytes = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bytes.Add((text[i] & 0xE0) == 0xC0 ? (byte)((text[i] << 6) | (text[++i] & 0x3F)) : text[i]);
        }

        return [.. bytes];
    }
}
