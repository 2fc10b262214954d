using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios;

/// <summary>The service extensions: what servers offer and what clients make use of.</summary>
internal static class ExtensionLanguage
{
    private static readonly (string Word, ServiceExtensions Value)[] Table =
    [
        ("pipelining", ServiceExtensions.Pipelining), ("size", ServiceExtensions.Size), ("8bitmime", ServiceExtensions.EightBitMime),
        ("smtputf8", ServiceExtensions.SmtpUtf8), ("chunking", ServiceExtensions.Chunking),
        ("enhancedstatuscodes", ServiceExtensions.EnhancedStatusCodes), ("dsn", ServiceExtensions.Dsn), ("starttls", ServiceExtensions.StartTls),
        ("auth", ServiceExtensions.Auth), ("limits", ServiceExtensions.Limits),
    ];

    /// <summary>Their order does not matter: EHLO has its own.</summary>
    public static Shape<ServiceExtensions> Extensions { get; } = new ConvertedShape<IReadOnlyList<ServiceExtensions>, ServiceExtensions>(
        new ListShape<ServiceExtensions>(
            "a list of service extensions such as [size, pipelining]", Choices.Of("a service extension", Table), () => ServiceExtensions.Size),
        list => list.Aggregate(ServiceExtensions.None, (all, one) => all | one),
        all => [.. Table.Select(row => row.Value).Where(value => (all & value) != 0)]);

    public static ScalarShape<MailRequirement> Requirement { get; } = Choices.Of(
        "a requirement", ("nothing", MailRequirement.None), ("tls", MailRequirement.Tls), ("auth", MailRequirement.Auth));

    /// <summary>True for LMTP.</summary>
    public static ScalarShape<bool> Protocol { get; } = Choices.Of("a protocol", ("smtp", false), ("lmtp", true));

    public static ScalarShape<TlsUse> Tls { get; } = Choices.Of("a use of TLS", ("never", TlsUse.Never), ("may", TlsUse.May), ("must", TlsUse.Must));

    public static ScalarShape<AuthMechanisms> Auth { get; } = Choices.Of("a mechanism of AUTH",
        ("none", AuthMechanisms.None), ("plain", AuthMechanisms.Plain), ("login", AuthMechanisms.Login), ("scram-sha-256", AuthMechanisms.ScramSha256));

    public static void CheckServer(ServerGroup group, MapNode map, string path, ReadContext context)
    {
        if (group is { Lmtp: true, Esmtp: false })
            context.Error(PathText.Member(path, "protocol"), $"LHLO is answered as EHLO, so 'protocol: lmtp' does not go with 'esmtp: false' in {path}", "remove 'esmtp'");
        if (!group.Esmtp && map["extensions"] is { } extensions)
            context.Error(extensions.KeyPlace, $"'extensions' do not go with 'esmtp: false' in {path}", "remove one of them");
        var (missing, word) = group.Requires switch
        {
            MailRequirement.Tls => (ServiceExtensions.StartTls, "starttls"),
            MailRequirement.Auth => (ServiceExtensions.Auth, "auth"),
            _ => (ServiceExtensions.None, ""),
        };
        if (missing != ServiceExtensions.None && (!group.Esmtp || (group.Extensions & missing) == 0))
            context.Error(PathText.Member(path, "require"), $"{path} requires what it does not offer", $"add '{word}' to its extensions");
    }
}
