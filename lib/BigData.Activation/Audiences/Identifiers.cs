using System.Security.Cryptography;
using System.Text;
using PhoneNumbers;

namespace BigData.Activation.Audiences;

/// <summary>
/// The normal forms in which platforms want e-mail addresses and telephone numbers before they are hashed. One person has several: each
/// platform recognises only its own, and a wrong one gives no error but a match rate of nothing.
/// </summary>
internal static class Identifiers
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>Trimmed and in lower case; null for what cannot be an address.</summary>
    public static string? Email(string? raw)
    {
        string text = string.Concat((raw ?? string.Empty).Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && text[^1] != '.' ? text : null;
    }

    /// <summary>Google: without the dots before the @ of gmail.com and googlemail.com.</summary>
    public static string? GoogleEmail(string? raw) => Email(raw) is not { } text ? null
        : text.EndsWith("@gmail.com", StringComparison.Ordinal) || text.EndsWith("@googlemail.com", StringComparison.Ordinal)
            ? Local(text, local => local.Replace(".", string.Empty, StringComparison.Ordinal))
            : text;

    /// <summary>TikTok: without dots and without a +tag before the @, whatever the provider.</summary>
    public static string? TikTokEmail(string? raw) => Email(raw) is not { } text ? null
        : Local(text, local => local.Split('+')[0].Replace(".", string.Empty, StringComparison.Ordinal)) is { } bare && bare[0] != '@' ? bare : null;

    /// <summary>E.164 with the +; null for a number that its country does not have.</summary>
    /// <param name="raw">A number, international or as dialled in the country.</param>
    /// <param name="country">ISO 3166-1 alpha-2 code; null when unknown.</param>
    public static string? Phone(string? raw, string? country)
    {
        try
        {
            PhoneNumber number = Phones.Parse(raw, country);
            return Phones.IsValidNumber(number) ? Phones.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Meta: digits only, country code first.</summary>
    public static string? PhoneDigits(string? raw, string? country) => Phone(raw, country)?[1..];

    /// <summary>Chinese platforms: the 11 digits of a number of mainland China; null for any other.</summary>
    public static string? ChinesePhone(string? raw, string? country) =>
        Phone(raw, country) is { Length: 14 } number && number.StartsWith("+861", StringComparison.Ordinal) ? number[3..] : null;

    /// <summary>SHA-256 of the UTF-8 bytes in lower-case hex; null stays null, nothing empty is hashed.</summary>
    public static string? Sha256(string? normal) =>
        string.IsNullOrEmpty(normal) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal)));

    /// <summary>MD5 likewise, for the platforms that know nothing else.</summary>
#pragma warning disable CA5351 // The platform prescribes the hash; it protects nothing here.
    public static string? Md5(string? normal) =>
        string.IsNullOrEmpty(normal) ? null : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(normal)));
#pragma warning restore CA5351

    private static string Local(string address, Func<string, string> change)
    {
        int at = address.IndexOf('@', StringComparison.Ordinal);
        return change(address[..at]) + address[at..];
    }
}
