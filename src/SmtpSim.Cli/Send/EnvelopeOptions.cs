using System.CommandLine;
using System.Net;
using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The options of <c>send</c> that say how the message is sent: what is made use of where the server offers it.</summary>
internal sealed class EnvelopeOptions
{
    private readonly Option<string?> _helo = new("--helo") { HelpName = "NAME", Description = "The client's name in EHLO [default: this machine's]" };
    private readonly Option<bool> _heloOnly = new("--helo-only") { Description = "Say HELO, and use no service extension." };
    private readonly Option<bool> _lmtp = new("--lmtp") { Description = "Say LHLO, and expect a reply for each recipient (RFC 2033)." };
    private readonly Option<bool> _noSize = new("--no-size") { Description = "Do not declare the size." };
    private readonly Option<bool> _pipelining = new("--pipelining") { Description = "Send MAIL, RCPT and DATA in one group where PIPELINING is offered." };
    private readonly Option<bool> _chunking = new("--chunking") { Description = "Send the text with BDAT where CHUNKING is offered." };
    private readonly Option<int> _chunkSize = QuantityOptions.Size("--chunk-size", "The largest chunk, such as 64kB [default: the whole text]", int.MaxValue);
    private readonly Option<string> _tls = new("--tls")
    {
        HelpName = "USE",
        Description = "STARTTLS: never, may (if offered), must, or verify (must, with a certificate that is good and the host's).",
        DefaultValueFactory = _ => "never",
    };

    private readonly Option<TimeSpan?> _timeout = QuantityOptions.Duration(
        "--timeout", "How long to wait for the connection and for each reply [default: what RFC 5321 asks for, 2 to 10 minutes]");

    private readonly CredentialOptions _credentials = new();

    public EnvelopeOptions() => _tls.AcceptOnlyFromAmong("never", "may", "must", "verify");

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _helo, _heloOnly, _lmtp, _noSize, _pipelining, _chunking, _chunkSize, _tls, _timeout })
            command.Options.Add(option);
        _credentials.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_heloOnly) && result.GetValue(_lmtp))
                result.AddError("--helo-only and --lmtp exclude each other");
        });
    }

    /// <exception cref="CommandException">The password can't be had.</exception>
    public SendRequest Read(ParseResult parsed, Target target, IReadOnlyList<OutgoingMessage> messages) => new()
    {
        Target = target,
        Domain = parsed.GetValue(_helo) ?? LocalName(),
        Messages = messages,
        Timeout = parsed.GetValue(_timeout),
        VerifiesCertificate = parsed.GetValue(_tls) is "verify",
        Options = new ClientOptions
        {
            HeloOnly = parsed.GetValue(_heloOnly),
            Lmtp = parsed.GetValue(_lmtp),
            DeclaresSize = !parsed.GetValue(_noSize),
            Pipelining = parsed.GetValue(_pipelining),
            Chunking = parsed.GetValue(_chunking),
            ChunkSize = parsed.GetValue(_chunkSize),
            Tls = parsed.GetValue(_tls) switch { "never" => TlsUse.Never, "may" => TlsUse.May, _ => TlsUse.Must },
            Credentials = _credentials.Read(parsed),
            Mechanisms = _credentials.Mechanisms(parsed),
            // Nobody listens on the way to loopback.
            AllowsCleartextPassword = target.Addresses.All(IPAddress.IsLoopback),
        },
    };

    private static string LocalName()
    {
        var name = Environment.MachineName;
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? name : "localhost";
    }
}
