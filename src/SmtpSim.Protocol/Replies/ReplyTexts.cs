namespace SmtpSim.Protocol;

/// <summary>
/// The texts that replies refer to by number. 0 is the standard text of the code, 1 to 511 are the protocol's own, and from
/// <see cref="FirstExtra"/> on stand those of the host program. A text may have several lines, parted by <c>\n</c>.
/// </summary>
public sealed class ReplyTexts
{
    public const int Helo = 1;
    public const int Ehlo = 2;
    public const int SenderOk = 3;
    public const int RecipientOk = 4;
    public const int Queued = 5;
    public const int IdleTimeout = 6;
    public const int TooManyRecipients = 7;
    public const int LineTooLong = 8;
    public const int BadCharacter = 9;
    public const int SenderSyntax = 10;
    public const int RecipientSyntax = 11;
    public const int NoService = 12;
    public const int NoValidRecipients = 13;
    public const int PathTooLong = 14;
    private const int Greeting = 15;
    private const int Bye = 16;
    private const int Closing = 17;
    public const int ReadyToStartTls = 18;
    public const int TlsUnavailable = 19;
    public const int TlsRequired = 20;
    public const int AuthOk = 21;
    public const int AuthFailed = 22;
    public const int AuthUnavailable = 23;
    public const int AuthSyntax = 24;
    public const int AuthCancelled = 25;
    public const int AuthMechanismUnknown = 26;
    public const int AuthRequired = 27;
    public const int EncryptionRequired = 28;
    public const int ChunkOk = 29;
    public const int TooManyMails = 30;
    public const int TooManyErrors = 31;
    public const int BareLineEnd = 32;
    public const int Utf8Address = 33;
    public const int TooManyIdleCommands = 34;
    public const int TooMuchText = 35;
    public const int TextTimeout = 36;
    public const int TooManyDomains = 37;

    /// <summary>The number of the first text of the host program; text i of those handed in has number FirstExtra + i.</summary>
    public const int FirstExtra = 512;

    /// <summary>The most texts a host program may hand in.</summary>
    public const int MaxExtras = 512;

    /// <summary>Stands for the server's domain name in a text.</summary>
    private const string Domain = "{domain}";

    /// <summary>Stands for the EHLO keywords in a text, a line each.</summary>
    private const string Keywords = "{keywords}";

    private static readonly string[] Own =
    [
        "",
        Domain,
        Domain + Keywords,
        "Sender ok",
        "Recipient ok",
        "Message queued",
        Domain + " Idle for too long, closing connection",
        "Too many recipients",
        "Line too long",
        "Bare CR, bare LF or NUL in command line",
        "Bad sender address syntax",
        "Bad recipient address syntax",
        "No SMTP service here",
        "No valid recipients",
        "Path too long",
        Domain + " ESMTP Service ready",
        Domain + " Service closing transmission channel",
        Domain + " Service not available, closing transmission channel",
        "Ready to start TLS",
        "TLS not available due to temporary reason",
        "Must issue a STARTTLS command first",
        "Authentication succeeded",
        "Authentication credentials invalid",
        "Temporary authentication failure",
        "Cannot decode response",
        "Authentication cancelled",
        "Unrecognized authentication mechanism",
        "Authentication required",
        "Encryption required for authentication",
        "Chunk received",
        "Too many messages in one session",
        Domain + " Too many errors, closing connection",
        "Bare CR or LF in message",
        "Address needs SMTPUTF8",
        Domain + " Too many commands without mail, closing connection",
        Domain + " Message goes on far over the size limit, closing connection",
        Domain + " Message takes too long, closing connection",
        "Too many recipient domains",
    ];

    private readonly string[] _own;
    private readonly string[] _extras;
    private readonly string _ehloInsideTls;
    private readonly IReadOnlySet<int> _ownExtras;
    private readonly bool _hidesOwnStatus;

    /// <summary>A catalogue of the protocol's own texts and <paramref name="extras"/>.</summary>
    /// <param name="extras">At most <see cref="MaxExtras"/> texts of the host program.</param>
    /// <param name="domain">The server's name, for greetings and closing replies.</param>
    /// <param name="keywords">The service extensions that EHLO announces, such as <c>SIZE 10485760</c>.</param>
    /// <param name="ownExtras">Those of the extras, by index, that the host program words itself; the others are its user's. Null for none.</param>
    /// <exception cref="ArgumentException">There are too many texts.</exception>
    public ReplyTexts(IReadOnlyList<string>? extras = null, string domain = "localhost", IReadOnlyList<string>? keywords = null, IReadOnlySet<int>? ownExtras = null)
        : this([.. extras ?? []], ownExtras ?? new HashSet<int>(), domain, keywords ?? [], keywords ?? [], hidesOwnStatus: false)
    {
    }

    private ReplyTexts(string[] extras, IReadOnlySet<int> ownExtras, string domain, IReadOnlyList<string> keywords, IReadOnlyList<string> keywordsInsideTls, bool hidesOwnStatus)
    {
        if (extras.Length > MaxExtras)
            throw new ArgumentException($"{extras.Length} texts are more than {MaxExtras}", nameof(extras));
        var lines = LinesOf(keywords);
        _own = Array.ConvertAll(Own, text =>
            text.Replace(Domain, domain, StringComparison.Ordinal).Replace(Keywords, lines, StringComparison.Ordinal));
        _ehloInsideTls = domain + LinesOf(keywordsInsideTls);
        (_extras, _ownExtras, _hidesOwnStatus) = (extras, ownExtras, hidesOwnStatus);
    }

    /// <summary>The protocol's own texts alone.</summary>
    public static ReplyTexts Standard { get; } = new();

    /// <summary>The text of a reply, without code and enhanced status code; unknown numbers give the standard text of the code.</summary>
    public string Of(Reply reply)
    {
        var id = reply.TextId;
        return id >= FirstExtra && id - FirstExtra < _extras.Length ? _extras[id - FirstExtra]
            : id > 0 && id < _own.Length ? _own[id]
            : StandardOf(reply.Code);
    }

    /// <summary>The text of a reply to a session that stands inside TLS or outside, where EHLO may announce other extensions.</summary>
    public string Of(Reply reply, bool insideTls) => insideTls && reply.TextId == Ehlo ? _ehloInsideTls : Of(reply);

    /// <summary>
    /// The reply as it is sent. Enhanced status codes belong to the replies of a server that announces them (RFC 2034 section 4): another leaves
    /// out those that it would give of its own. What the user worded stays as it is: text may begin with anything.
    /// </summary>
    public Reply AsSent(Reply reply) => _hidesOwnStatus && reply.HasEnhancedStatus && IsOwn(reply) ? Reply.Of(reply.Code, reply.TextId) : reply;

    private bool IsOwn(Reply reply) =>
        reply.TextId >= FirstExtra ? _ownExtras.Contains(reply.TextId - FirstExtra) : reply.TextId > 0 || WellKnownReplies.HasStandardText(reply);

    /// <summary>The same texts as another server gives them.</summary>
    public ReplyTexts For(string domain, IReadOnlyList<string>? keywords = null) => new(_extras, _ownExtras, domain, keywords ?? [], keywords ?? [], _hidesOwnStatus);

    /// <summary>The same texts as a server gives them that makes this offer.</summary>
    public ReplyTexts For(string domain, ServerOffer offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return new ReplyTexts(
            _extras, _ownExtras, domain, offer.Keywords(insideTls: false), offer.Keywords(insideTls: true),
            hidesOwnStatus: !offer.Extensions.Has(ServiceExtensions.EnhancedStatusCodes));
    }

    private static string LinesOf(IReadOnlyList<string> keywords) => string.Concat(keywords.Select(keyword => "\n" + keyword));

    /// <summary>The texts of RFC 5321 section 4.2.3, shortened where it gives alternatives.</summary>
    private string StandardOf(int code) => code switch
    {
        211 => "System status",
        214 => "Commands: EHLO HELO MAIL RCPT DATA RSET NOOP VRFY EXPN HELP QUIT",
        220 => _own[Greeting],
        221 => _own[Bye],
        235 => "Authentication succeeded",
        250 => "Ok",
        251 => "User not local, will forward",
        252 => "Cannot verify user, but will accept message and attempt delivery",
        334 => "",
        354 => "Start mail input; end with <CRLF>.<CRLF>",
        421 => _own[Closing],
        450 => "Mailbox unavailable",
        451 => "Local error in processing",
        452 => "Insufficient system storage",
        454 => "Temporarily not available",
        455 => "Server unable to accommodate parameters",
        500 => "Syntax error, command unrecognized",
        501 => "Syntax error in parameters or arguments",
        502 => "Command not implemented",
        503 => "Bad sequence of commands",
        504 => "Command parameter not implemented",
        530 => "Authentication required",
        535 => "Authentication credentials invalid",
        550 => "Mailbox unavailable",
        551 => "User not local",
        552 => "Message size exceeds limit",
        553 => "Mailbox name not allowed",
        554 => "Transaction failed",
        555 => "MAIL FROM/RCPT TO parameters not recognized or not implemented",
        556 => "Domain does not accept mail",
        _ => (code / 100) switch
        {
            2 => "Ok",
            3 => "Go on",
            4 => "Try again later",
            _ => "Refused",
        },
    };
}
