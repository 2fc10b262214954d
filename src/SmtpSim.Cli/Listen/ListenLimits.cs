using System.CommandLine;
using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>How far a listener trusts whoever connects to it; recipients, size, sessions and the idle time-out are the scenario's.</summary>
internal sealed class ListenLimits
{
    private static readonly ListenOptions Defaults = new() { World = null!, Host = 0 };

    private readonly Option<int?> _connections = Count("--max-connections", $"Connections at a time; one more is answered 421 [default: {Quantity.Count(Defaults.MaxConnections)}]", 1);
    private readonly Option<int?> _perAddress = Count("--max-connections-per-address", "Connections at a time from one address.", 1);
    private readonly Option<int?> _errors = Count("--max-errors", $"Errors of a session, after which it is answered 421; 0 for any number [default: {Defaults.MaxErrors}]", 0);
    private readonly Option<int?> _commands = Count("--max-commands", $"Commands of a session with no message taken between them; 0 for any number [default: {Quantity.Count(Defaults.MaxIdleCommands)}]", 0);
    private readonly Option<int?> _line = Count("--max-line", "Octets of a command line [default, and least: what RFC 5321 and the extensions ask for]", LineLimits.Command, LineLimits.Auth);
    private readonly Option<long?> _text = QuantityOptions.LongSize("--max-text", "Octets of a message that are read where the server has no max-size [default: 1 GiB]");
    private readonly Option<long?> _excess = QuantityOptions.LongSize("--max-excess", "Octets beyond max-size that are read, so that the client learns 552 at its end [default: 64 MiB]");
    private readonly Option<TimeSpan?> _textTime = QuantityOptions.Duration("--text-timeout", "A message's text has to be there within it [default: 10m]");
    private readonly Option<int?> _rate = Count("--min-rate", $"Octets a second that text must come in at, once the idle time-out has passed [default: {Defaults.MinimumRate}]", 1);

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (var option in (Option[])[_connections, _perAddress, _errors, _commands, _line, _text, _excess, _textTime, _rate])
            command.Options.Add(option);
    }

    public ListenOptions Apply(ParseResult parsed, ListenOptions options) => options with
    {
        MaxConnections = parsed.GetValue(_connections) ?? options.MaxConnections,
        MaxConnectionsPerAddress = parsed.GetValue(_perAddress) ?? options.MaxConnectionsPerAddress,
        MaxErrors = parsed.GetValue(_errors) ?? options.MaxErrors,
        MaxIdleCommands = parsed.GetValue(_commands) ?? options.MaxIdleCommands,
        MaxCommandLine = parsed.GetValue(_line) ?? options.MaxCommandLine,
        MaxText = parsed.GetValue(_text) ?? options.MaxText,
        MaxExcess = parsed.GetValue(_excess) ?? options.MaxExcess,
        TextTimeout = parsed.GetValue(_textTime) ?? options.TextTimeout,
        MinimumRate = parsed.GetValue(_rate) ?? options.MinimumRate,
    };

    private static Option<int?> Count(string name, string description, int least, int most = int.MaxValue)
    {
        var option = new Option<int?>(name) { HelpName = "N", Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } number && (number < least || number > most))
                result.AddError(most == int.MaxValue ? $"{name} takes a number from {least} on" : $"{name} takes a number from {least} to {Quantity.Count(most)}");
        });
        return option;
    }
}
