using System.Globalization;

namespace BigData.Activation.Audiences;

/// <summary>The kind <c>audience_files</c>: files that advertising platforms take as lists of customers.</summary>
public sealed class AudienceFilesKind : DestinationKind
{
    private const string Platform = "platform";
    private const string Audiences = "audiences";
    private const string Purpose = "purpose";
    private const string Channel = "channel";
    private const string Receiver = "receiver";
    private const string HoldoutShare = "holdout_share";
    private const string HoldoutSalt = "holdout_salt";
    private const string Cap = "frequency_cap";
    private const string CapDays = "frequency_cap_days";
    private const string Folder = "folder";

    /// <inheritdoc/>
    public override string Name => "audience_files";

    /// <inheritdoc/>
    public override bool TakesAudiences => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DestinationSetting> Settings { get; } =
    [
        new(Platform, DestinationSettingType.Text, null, "Advertising platform of audience_files: google, meta, tiktok, ocean_engine, tencent or baidu."),
        new(Audiences + ":*", DestinationSettingType.Text, null, "An audience by name: condition in SQL on the current rows of gold.customer_segments."),
        new(Purpose, DestinationSettingType.Text, "marketing", "Purpose for which people in an audience must have given their consent."),
        new(Channel, DestinationSettingType.Text, "display", "Channel for which they must have given it."),
        new(Receiver, DestinationSettingType.Text, "ad_platform", "Receiver for whom they must have given it: the destination in silver.consents."),
        new(HoldoutShare, DestinationSettingType.Number, "0", "Share of people, 0 to 1, who are left out of all audiences so that their effect can be measured."),
        new(HoldoutSalt, DestinationSettingType.Text, "holdout", "Another text makes another holdout group."),
        new(Cap, DestinationSettingType.Integer, null, "How often a person may come into an audience of this channel, of any destination, within frequency_cap_days; without it any number of times."),
        new(CapDays, DestinationSettingType.Integer, "7", "Length of the rolling window of frequency_cap, in as-of days."),
        new(Folder, DestinationSettingType.Path, null, "Folder of the files; without it _published/NAME below the lakehouse."),
    ];

    /// <inheritdoc/>
    public override IDestination Open(DestinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string name = options.Require(Platform);
        AudiencePlatform platform = AudiencePlatform.Find(name) ?? throw new DestinationSettingException(
            $"The destination {options.Name} has the platform '{name}'; expected one of {string.Join(", ", AudiencePlatform.Names)}.");
        double share = double.Parse(options.Require(HoldoutShare), CultureInfo.InvariantCulture);
        if (share is < 0 or >= 1)
        {
            throw new DestinationSettingException($"The destination {options.Name} has the holdout_share {options.Require(HoldoutShare)}; expected 0 or more and less than 1.");
        }

        AudienceOptions rules = new()
        {
            Purpose = options.Require(Purpose),
            Channel = options.Require(Channel),
            Receiver = options.Require(Receiver),
            HoldoutShare = share,
            HoldoutSalt = options.Require(HoldoutSalt),
            Cap = options.Get(Cap) is { } contacts ? new FrequencyCap(Positive(options, Cap, contacts), Positive(options, CapDays, options.Require(CapDays))) : null,
        };
        return new AudienceFilesDestination(options.Name, options.Get(Folder) ?? options.Folder, platform, rules, options.Map(Audiences));
    }

    private static int Positive(DestinationOptions options, string key, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : throw new DestinationSettingException(
            $"The destination {options.Name} has the {key} {text}; expected a whole number of 1 or more.");
}
