namespace SmtpSim.Protocol;

/// <summary>
/// What a server offers and what limits it sets: the keywords of its EHLO, and which commands and parameters it admits, follow from this
/// one value and from where a session stands.
/// </summary>
public sealed record ServerOffer
{
    /// <summary>PIPELINING, SIZE, 8BITMIME and ENHANCEDSTATUSCODES, any size, and the hundred recipients that every server must take.</summary>
    public static ServerOffer Standard { get; } = new();

    /// <summary>All that the core has, authentication optional.</summary>
    public static ServerOffer Everything { get; } = new()
    {
        Extensions = (ServiceExtensions)0x7FF,
        Mechanisms = AuthMechanisms.All,
        MaxMailsPerSession = 1000,
    };

    /// <summary>
    /// The extensions in EHLO. STARTTLS is left out inside TLS, AUTH where no mechanism may be used, BINARYMIME without CHUNKING.
    /// </summary>
    public ServiceExtensions Extensions { get; init; } =
        ServiceExtensions.Pipelining | ServiceExtensions.Size | ServiceExtensions.EightBitMime | ServiceExtensions.EnhancedStatusCodes;

    /// <summary>The longest message in octets, 0 for none; over it MAIL with SIZE, or the message, is answered 552 (RFC 1870).</summary>
    public long MaxSize { get; init; }

    /// <summary>The most recipients of a transaction, 0 for no limit, else at least 100; the next is answered 452 (RFC 5321 section
    /// 4.5.3.1.8). Announced as RCPTMAX with LIMITS (RFC 9422).</summary>
    public int MaxRecipients { get; init; } = 100;

    /// <summary>The most transactions of a session, 0 for no limit; the next MAIL is answered 452. Announced as MAILMAX with LIMITS.</summary>
    public int MaxMailsPerSession { get; init; }

    /// <summary>The most domains among the recipients of a transaction, 0 for no limit; a recipient of one more is answered 452. Announced as
    /// RCPTDOMAINMAX with LIMITS.</summary>
    public int MaxRecipientDomains { get; init; }

    /// <summary>The mechanisms of AUTH.</summary>
    public AuthMechanisms Mechanisms { get; init; }

    /// <summary>AUTH is neither announced nor taken outside TLS (538), as RFC 4954 section 4 asks for PLAIN.</summary>
    public bool AuthOnlyInsideTls { get; init; }

    /// <summary>Without authentication all that carries mail is answered 530 (RFC 4954 section 6).</summary>
    public bool RequiresAuth { get; init; }

    /// <summary>Outside TLS all but EHLO, NOOP, STARTTLS and QUIT is answered 530 (RFC 3207 section 4).</summary>
    public bool RequiresTls { get; init; }

    /// <summary>The server speaks LMTP (RFC 2033): LHLO, and a reply for each accepted recipient after the message.</summary>
    public bool Lmtp { get; init; }

    /// <summary>A message with a bare CR or a bare LF is answered 550 5.6.0; otherwise it is taken as it is. Never does one end data.</summary>
    public bool RefusesBareLineEnds { get; init; }

    /// <summary>After so many errors (replies that find fault with a command itself) the next is 421 4.7.0; 0 for no limit.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>After so many commands with no message taken between them the next is answered 421 4.7.0; 0 for no limit.</summary>
    public int MaxIdleCommands { get; init; } = 1000;

    /// <summary>Octets of a command line with its CRLF, where that is more than RFC 5321 and the extensions ask for (<see cref="LineLimits.CommandWith"/>).</summary>
    public int MaxCommandLine { get; init; }

    /// <summary>Whether an extension is offered to a session that stands inside or outside TLS.</summary>
    public bool Has(ServiceExtensions extension, bool insideTls) => (Within(insideTls) & extension) == extension;

    /// <summary>The extensions offered to a session that stands inside or outside TLS.</summary>
    public ServiceExtensions Within(bool insideTls)
    {
        var extensions = Extensions;
        if (insideTls) extensions &= ~ServiceExtensions.StartTls;
        if (Mechanisms == AuthMechanisms.None || (AuthOnlyInsideTls && !insideTls)) extensions &= ~ServiceExtensions.Auth;
        if (!extensions.Has(ServiceExtensions.Chunking)) extensions &= ~ServiceExtensions.BinaryMime;
        if (!extensions.Has(ServiceExtensions.EightBitMime)) extensions &= ~ServiceExtensions.SmtpUtf8; // RFC 6531 section 3.1
        return extensions;
    }

    /// <summary>The keywords of EHLO, a line each, in a fixed order.</summary>
    public IReadOnlyList<string> Keywords(bool insideTls)
    {
        var offered = Within(insideTls);
        var keywords = new List<string>();
        Add(ServiceExtensions.Pipelining, "PIPELINING");
        Add(ServiceExtensions.Size, MaxSize > 0 ? $"SIZE {MaxSize}" : "SIZE");
        Add(ServiceExtensions.StartTls, "STARTTLS");
        Add(ServiceExtensions.Auth, "AUTH " + string.Join(' ', AuthMechanism.Strongest.Where(m => Mechanisms.HasFlag(m)).Select(AuthMechanism.NameOf)));
        Add(ServiceExtensions.EnhancedStatusCodes, "ENHANCEDSTATUSCODES");
        Add(ServiceExtensions.EightBitMime, "8BITMIME");
        Add(ServiceExtensions.SmtpUtf8, "SMTPUTF8");
        Add(ServiceExtensions.Dsn, "DSN");
        Add(ServiceExtensions.Chunking, "CHUNKING");
        Add(ServiceExtensions.BinaryMime, "BINARYMIME");
        if (MaxMailsPerSession > 0 || MaxRecipients > 0 || MaxRecipientDomains > 0) Add(ServiceExtensions.Limits, "LIMITS" + LimitWords());
        return keywords;

        void Add(ServiceExtensions extension, string keyword)
        {
            if (offered.Has(extension)) keywords.Add(keyword);
        }
    }

    private string LimitWords() => LimitWord("MAILMAX", MaxMailsPerSession) + LimitWord("RCPTMAX", MaxRecipients) + LimitWord("RCPTDOMAINMAX", MaxRecipientDomains);

    /// <summary>A limit has at most six digits (RFC 9422 section 4); who keeps to a smaller one keeps to the larger.</summary>
    private static string LimitWord(string name, int limit) => limit > 0 ? $" {name}={Math.Min(limit, 999_999)}" : "";
}
