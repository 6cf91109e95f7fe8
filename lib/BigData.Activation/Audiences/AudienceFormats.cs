using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using BigData.Activation.Files;

namespace BigData.Activation.Audiences;

/// <summary>How the people of one step (add, remove, replace) become files that a platform takes.</summary>
internal interface IAudienceFormat
{
    /// <summary>The files, each with the ending of its name and its content.</summary>
    /// <param name="columns">Names of the identifiers.</param>
    /// <param name="people">Hashes in the order of the columns, null where a person has none.</param>
    /// <param name="isRemoval">Whether the people are to leave.</param>
    IEnumerable<(string Ending, byte[] Content)> Files(IReadOnlyList<string> columns, IReadOnlyList<string?[]> people, bool isRemoval);
}

/// <summary>CSV with a header of the platform's words.</summary>
internal sealed class AudienceCsv(int rowsPerFile) : IAudienceFormat
{
    public IEnumerable<(string Ending, byte[] Content)> Files(IReadOnlyList<string> columns, IReadOnlyList<string?[]> people, bool isRemoval) =>
        people.Chunk(rowsPerFile).Select(part =>
        {
            using StringWriter text = new() { NewLine = "\n" };
            CsvText.Write(text, columns);
            foreach (string?[] person in part)
            {
                CsvText.Write(text, person);
            }

            return (".csv", Encoding.UTF8.GetBytes(text.ToString()));
        });
}

/// <summary>Requests of Google's Data Manager, one JSON document a file: at most 10,000 people each, hashes in hex, with their consent.</summary>
internal sealed class GoogleRequests : IAudienceFormat
{
    private const int PeoplePerRequest = 10_000;
    private const string Granted = "CONSENT_GRANTED";

    public IEnumerable<(string Ending, byte[] Content)> Files(IReadOnlyList<string> columns, IReadOnlyList<string?[]> people, bool isRemoval) =>
        people.Chunk(PeoplePerRequest).Select(part => (".json", Encoding.UTF8.GetBytes(new JsonObject
        {
            ["audienceMembers"] = new JsonArray([.. part.Select(person => Member(person, isRemoval))]),
            ["encoding"] = "HEX",
        }.ToJsonString())));

    // Consent is told of those who come; who leaves may have withdrawn it.
    private static JsonObject Member(string?[] person, bool isRemoval)
    {
        JsonObject member = new()
        {
            ["userData"] = new JsonObject { ["userIdentifiers"] = new JsonArray([.. Identifiers(person)]) },
        };
        if (!isRemoval)
        {
            member["consent"] = new JsonObject { ["adUserData"] = Granted, ["adPersonalization"] = Granted };
        }

        return member;
    }

    private static IEnumerable<JsonNode> Identifiers(string?[] person)
    {
        if (person[0] is { } email)
        {
            yield return new JsonObject { ["emailAddress"] = email };
        }

        if (person[1] is { } phone)
        {
            yield return new JsonObject { ["phoneNumber"] = phone };
        }
    }
}

/// <summary>
/// Ocean Engine: a ZIP of text in which each line is the base64 of a message <c>DmpData { repeated IdItem = 1 }</c> of at most 10,000
/// <c>IdItem { dataType = 2, id = 3 }</c>.
/// </summary>
internal sealed class OceanEngineZip : IAudienceFormat
{
    private const int IdsPerLine = 10_000;
    private const byte MobileHashSha256 = 6;

    public IEnumerable<(string Ending, byte[] Content)> Files(IReadOnlyList<string> columns, IReadOnlyList<string?[]> people, bool isRemoval) =>
    [
        (".zip", ZipText.Of("ids.txt", people.Chunk(IdsPerLine).Select(part => Convert.ToBase64String(Message(part))))),
    ];

    private static byte[] Message(string?[][] people)
    {
        using MemoryStream message = new();
        foreach (string?[] person in people)
        {
            byte[] id = Encoding.ASCII.GetBytes(person[0]!);
            message.Write([Tag(1, 2), (byte)(id.Length + 4), Tag(2, 0), MobileHashSha256, Tag(3, 2), (byte)id.Length]);
            message.Write(id);
        }

        return message.ToArray();
    }

    // A hash has 64 letters, so every length fits into one byte.
    private static byte Tag(int field, int wireType) => (byte)((field << 3) | wireType);
}

/// <summary>Tencent: a ZIP of text with one hash a line.</summary>
internal sealed class TencentZip : IAudienceFormat
{
    public IEnumerable<(string Ending, byte[] Content)> Files(IReadOnlyList<string> columns, IReadOnlyList<string?[]> people, bool isRemoval) =>
    [
        (".zip", ZipText.Of("sha256_mobile_phone.txt", people.Select(person => person[0]!))),
    ];
}

/// <summary>Baidu: slices of one hash a line, in base64, at most 10 MB each.</summary>
internal sealed class BaiduSlices : IAudienceFormat
{
    // 33 bytes a line become 44 letters.
    private const int LinesPerSlice = 200_000;

    public IEnumerable<(string Ending, byte[] Content)> Files(IReadOnlyList<string> columns, IReadOnlyList<string?[]> people, bool isRemoval) =>
        people.Chunk(LinesPerSlice).Select(part => (
            ".b64",
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Concat(part.Select(person => person[0] + "\n")))))));
}

/// <summary>A ZIP with one file of lines.</summary>
internal static class ZipText
{
    // The oldest time that a ZIP can tell: equal people give equal files.
    private static readonly DateTimeOffset Start = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(string name, IEnumerable<string> lines)
    {
        using MemoryStream target = new();
        using (ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.CreateEntry(name);
            entry.LastWriteTime = Start;
            using StreamWriter writer = new(entry.Open()) { NewLine = "\n" };
            foreach (string line in lines)
            {
                writer.WriteLine(line);
            }
        }

        return target.ToArray();
    }
}
