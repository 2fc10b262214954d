using System.CommandLine;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The options of <c>conform</c> that are about the server.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string> _from = new("--from") { HelpName = "MAILBOX", Description = "Sender of the messages.", DefaultValueFactory = _ => "conform@example.org" };

    private readonly Option<string> _to = new("--to")
    {
        HelpName = "MAILBOX",
        Description = "A mailbox that the server takes mail for; messages are sent to it.",
        DefaultValueFactory = _ => "postmaster",
    };

    private readonly Option<bool> _tls = new("--tls") { Description = "TLS from the first octet on, as on port 465." };
    private readonly Option<bool> _startTls = new("--starttls") { Description = "STARTTLS before mail, where the server offers it." };
    private readonly Option<string?> _auth = new("--auth") { HelpName = "USER:PASSWORD", Description = "Authenticate before mail, where the server offers AUTH." };
    private readonly Option<bool> _lmtp = new("--lmtp") { Description = "The server speaks LMTP." };
    private readonly Option<TimeSpan?> _timeout = QuantityOptions.Duration("--timeout", "How long a connection or a reply may take [default: 10s]");
    private readonly Option<int> _parallel = QuantityOptions.Number("--parallel", "Cases at a time.", 1, 100, byDefault: 1);
    private readonly Option<string?> _allowRemote = TargetOptions.AllowRemote();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _from, _to, _tls, _startTls, _auth, _lmtp, _timeout, _parallel, _allowRemote })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_auth) is { } auth && !auth.Contains(':', StringComparison.Ordinal))
                result.AddError("--auth takes USER:PASSWORD");
            foreach (var option in new[] { _from, _to })
            {
                if (result.GetValue(option) is { } mailbox && (mailbox.Length > 254 || mailbox.Any(c => c is <= ' ' or > '~' or '<' or '>')))
                    result.AddError($"{option.Name} takes a mailbox such as user@example.org, without angle brackets");
            }
        });
    }

    /// <exception cref="CommandException">The target is none, has no address, or is not allowed.</exception>
    public async Task<ConformOptions> ReadAsync(ParseResult parsed, string target, CancellationToken cancellation)
    {
        var auth = parsed.GetValue(_auth)?.Split(':', 2);
        return new ConformOptions
        {
            Target = await TargetOptions.ResolveAsync(target, parsed.GetValue(_allowRemote), cancellation).ConfigureAwait(false),
            From = parsed.GetValue(_from)!,
            To = parsed.GetValue(_to)!,
            Tls = parsed.GetValue(_tls),
            StartTls = parsed.GetValue(_startTls),
            Credentials = auth is null ? null : (auth[0], auth[1]),
            Lmtp = parsed.GetValue(_lmtp),
            Timeout = parsed.GetValue(_timeout) ?? TimeSpan.FromSeconds(10),
            Parallel = parsed.GetValue(_parallel),
        };
    }
}
