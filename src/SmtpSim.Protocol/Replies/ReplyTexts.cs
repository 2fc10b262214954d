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
    public const int TooManyErrors = 7;
    public const int TooManyRecipients = 8;
    public const int LineTooLong = 9;
    public const int BadCharacter = 10;
    public const int SenderSyntax = 11;
    public const int RecipientSyntax = 12;
    public const int NoService = 13;
    public const int NoValidRecipients = 14;

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
        Domain + " Too many errors, closing connection",
        "Too many recipients",
        "Line too long",
        "Bare CR, bare LF or NUL in command line",
        "Bad sender address syntax",
        "Bad recipient address syntax",
        "No SMTP service here",
        "No valid recipients",
    ];

    private readonly string[] _extras;
    private readonly string _domain;
    private readonly string _keywords;

    /// <summary>A catalogue of the protocol's own texts and <paramref name="extras"/>.</summary>
    /// <param name="extras">At most <see cref="MaxExtras"/> texts of the host program.</param>
    /// <param name="domain">The server's name, for greetings and closing replies.</param>
    /// <param name="keywords">The service extensions that EHLO announces, such as <c>SIZE 10485760</c>.</param>
    public ReplyTexts(IReadOnlyList<string>? extras = null, string domain = "localhost", IReadOnlyList<string>? keywords = null)
        : this([.. extras ?? []], domain, string.Concat((keywords ?? []).Select(keyword => "\n" + keyword)))
    {
    }

    private ReplyTexts(string[] extras, string domain, string keywords)
    {
        if (extras.Length > MaxExtras)
            throw new ArgumentException($"{extras.Length} texts are more than {MaxExtras}", nameof(extras));
        _extras = extras;
        _domain = domain;
        _keywords = keywords;
    }

    /// <summary>The protocol's own texts alone.</summary>
    public static ReplyTexts Standard { get; } = new();

    /// <summary>The text of a reply, without code and enhanced status code; unknown numbers give the standard text of the code.</summary>
    public string Of(Reply reply)
    {
        var id = reply.TextId;
        var text = id >= FirstExtra && id - FirstExtra < _extras.Length ? _extras[id - FirstExtra]
            : id > 0 && id < Own.Length ? Own[id]
            : StandardOf(reply.Code);
        return text.Contains('{', StringComparison.Ordinal)
            ? text.Replace(Domain, _domain, StringComparison.Ordinal).Replace(Keywords, _keywords, StringComparison.Ordinal)
            : text;
    }

    /// <summary>The same texts as another server gives them.</summary>
    public ReplyTexts For(string domain, IReadOnlyList<string>? keywords = null) =>
        new(_extras, domain, keywords is null ? _keywords : string.Concat(keywords.Select(keyword => "\n" + keyword)));

    /// <summary>The texts of RFC 5321 section 4.2.3, shortened where it gives alternatives.</summary>
    private static string StandardOf(int code) => code switch
    {
        211 => "System status",
        214 => "Commands: EHLO HELO MAIL RCPT DATA RSET NOOP VRFY EXPN HELP QUIT",
        220 => Domain + " ESMTP Service ready",
        221 => Domain + " Service closing transmission channel",
        250 => "Ok",
        251 => "User not local, will forward",
        252 => "Cannot verify user, but will accept message and attempt delivery",
        354 => "Start mail input; end with <CRLF>.<CRLF>",
        421 => Domain + " Service not available, closing transmission channel",
        450 => "Mailbox unavailable",
        451 => "Local error in processing",
        452 => "Insufficient system storage",
        455 => "Server unable to accommodate parameters",
        500 => "Syntax error, command unrecognized",
        501 => "Syntax error in parameters or arguments",
        502 => "Command not implemented",
        503 => "Bad sequence of commands",
        504 => "Command parameter not implemented",
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
