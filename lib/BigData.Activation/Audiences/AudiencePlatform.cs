namespace BigData.Activation.Audiences;

/// <summary>What an advertising platform takes: which identifiers in which form, in which kind of file, and from how many people on.</summary>
internal sealed record AudiencePlatform(string Name, IReadOnlyList<AudienceIdentifier> Identifiers, IAudienceFormat Format, int Minimum)
{
    private static readonly AudiencePlatform[] All =
    [
        new("google", [Email("email_sha256", Audiences.Identifiers.GoogleEmail), Phone("phone_sha256", Audiences.Identifiers.Phone)], new GoogleRequests(), 100),
        new("meta", [Email("email", Audiences.Identifiers.Email), Phone("phone", Audiences.Identifiers.PhoneDigits)], new AudienceCsv(MetaRows), 100),
        new("tiktok", [Email("Email_SHA256", Audiences.Identifiers.TikTokEmail), Phone("Phone_SHA256", Audiences.Identifiers.Phone)], new AudienceCsv(int.MaxValue), 1000),
        new("ocean_engine", [Phone("mobile_sha256", Audiences.Identifiers.ChinesePhone)], new OceanEngineZip(), 1),
        new("tencent", [Phone("mobile_sha256", Audiences.Identifiers.ChinesePhone)], new TencentZip(), 1),
        new("baidu", [new AudienceIdentifier("mobile_md5", (_, phone, country) => Audiences.Identifiers.Md5(Audiences.Identifiers.ChinesePhone(phone, country)))], new BaiduSlices(), 5000),
    ];

    private const int MetaRows = 10_000;

    public static IEnumerable<string> Names => All.Select(platform => platform.Name);

    public static AudiencePlatform? Find(string name) => Array.Find(All, platform => string.Equals(platform.Name, name, StringComparison.OrdinalIgnoreCase));

    private static AudienceIdentifier Email(string column, Func<string?, string?> normal) =>
        new(column, (email, _, _) => Audiences.Identifiers.Sha256(normal(email)));

    private static AudienceIdentifier Phone(string column, Func<string?, string?, string?> normal) =>
        new(column, (_, phone, country) => Audiences.Identifiers.Sha256(normal(phone, country)));
}

/// <summary>One identifier of a platform.</summary>
/// <param name="Column">Its column, as the platform's files call it.</param>
/// <param name="Hash">The hash from e-mail address, telephone number and country; null when the person has none that is valid.</param>
internal sealed record AudienceIdentifier(string Column, Func<string?, string?, string?, string?> Hash);
