using System.CommandLine;
using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The options of <c>send</c> that say how the message is sent.</summary>
internal sealed class EnvelopeOptions
{
    private readonly Option<string?> _helo = new("--helo") { HelpName = "NAME", Description = "The client's name in EHLO [default: this machine's]" };
    private readonly Option<bool> _heloOnly = new("--helo-only") { Description = "Say HELO, and use no service extension." };
    private readonly Option<TimeSpan?> _timeout = QuantityOptions.Duration(
        "--timeout", "How long to wait for the connection and for each reply [default: what RFC 5321 asks for, 2 to 10 minutes]");

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in new Option[] { _helo, _heloOnly, _timeout })
            command.Options.Add(option);
    }

    public SendRequest Read(ParseResult parsed, Target target, IReadOnlyList<OutgoingMessage> messages) => new()
    {
        Target = target,
        Domain = parsed.GetValue(_helo) ?? LocalName(),
        Messages = messages,
        HeloOnly = parsed.GetValue(_heloOnly),
        Timeout = parsed.GetValue(_timeout),
    };

    private static string LocalName()
    {
        var name = Environment.MachineName;
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? name : "localhost";
    }
}
