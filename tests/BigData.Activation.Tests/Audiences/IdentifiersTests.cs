using BigData.Activation.Audiences;

namespace BigData.Activation.Tests.Audiences;

/// <summary>A wrong normal form gives no error at a platform, only nobody who is recognised: each rule is pinned here.</summary>
public sealed class IdentifiersTests
{
    [Theory]
    [InlineData(" Ann.B+x@Example.COM ", "ann.b+x@example.com")]
    [InlineData("ann@example", null)]
    [InlineData("ann@@example.com", null)]
    [InlineData("@example.com", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_address_is_trimmed_and_in_lower_case(string? raw, string? normal) => Assert.Equal(normal, Identifiers.Email(raw));

    [Theory]
    [InlineData("A.n.n@gmail.com", "ann@gmail.com", "ann@gmail.com")]
    [InlineData("a.nn+news@googlemail.com", "ann+news@googlemail.com", "ann@googlemail.com")]
    [InlineData("a.nn+news@example.com", "a.nn+news@example.com", "ann@example.com")]
    [InlineData("+@example.com", "+@example.com", null)]
    public void Dots_and_tags_go_where_the_platform_wants_it(string raw, string google, string? tiktok)
    {
        Assert.Equal(google, Identifiers.GoogleEmail(raw));
        Assert.Equal(tiktok, Identifiers.TikTokEmail(raw));
    }

    // Published examples of the platforms.
    [Theory]
    [InlineData("google", "(800) 555-0100", "US", "fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30")]
    [InlineData("meta", "+1 650 555 1212", null, "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176")]
    [InlineData("ocean_engine", "138 0013 8000", "CN", "a6942f9771d67f34034d2f1926988ed3fad3bf1b4e7cedb9a31f31398dea43bc")]
    [InlineData("tencent", "+8613800138000", "GB", "a6942f9771d67f34034d2f1926988ed3fad3bf1b4e7cedb9a31f31398dea43bc")]
    [InlineData("tencent", "+442079460000", "GB", null)]
    [InlineData("baidu", "+8613800138000", null, "7945bd83237335e5376ff44d62e4f0ae")]
    [InlineData("google", "+44 000 000000004", "GB", null)]
    [InlineData("google", null, "GB", null)]
    public void A_telephone_number_is_hashed_as_the_platform_hashes_it(string platform, string? phone, string? country, string? hash)
    {
        string? actual = AudiencePlatform.Find(platform)!.Identifiers[^1].Hash(null, phone, country);
        Assert.Equal(hash, actual);
    }

    [Fact]
    public void Nothing_is_not_hashed()
    {
        Assert.Null(Identifiers.Sha256(""));
        Assert.Equal("7945bd83237335e5376ff44d62e4f0ae", Identifiers.Md5("13800138000"));
    }
}
