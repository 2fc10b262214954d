using System.CommandLine;
using System.Net;
using SmtpSim.Model;
using SmtpSim.Scenarios;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim listen SCENARIO</c>: a server of a scenario for real clients, with its policies, its capacity and its faults.</summary>
internal static class ListenCommand
{
    private const int DefaultPort = 2525;

    public static System.CommandLine.Command Create(Terminal terminal)
    {
        var scenario = CommonOptions.Scenario();
        var server = new Option<string?>("--server") { HelpName = "NAME", Description = "The group of servers [default: the only one]" };
        var host = new Option<int>("--host") { HelpName = "K", Description = "Which host of the group, from 1.", DefaultValueFactory = _ => 1 };
        var address = new Option<IPAddress>("--address")
        {
            HelpName = "IP",
            Description = "Address to listen on [default: 127.0.0.1]",
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var ip))
                    return ip;
                result.AddError($"--address takes an IP address, not '{result.Tokens[0].Value}'");
                return null;
            },
        };
        var port = new Option<int>("--port") { HelpName = "N", Description = "Port to listen on; 0 takes any that is free.", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number and (< 0 or > 65535))
                result.AddError($"--port takes a number from 0 to 65535, not {number}");
        });
        var keep = new Option<string?>("--keep") { HelpName = "DIR", Description = "Keep accepted mail in a Maildir." };
        var keepEml = new Option<string?>("--keep-eml") { HelpName = "DIR", Description = "Keep accepted mail in .eml files." };
        var addressRules = new Option<bool>("--address-rules")
        {
            Description = "Let an address ask for a failure: reply-451-4.7.1@, fail-2-451@, reset-at-data@, silent@, lose-reply-at-body@, delay-5s@.",
        };
        var stopAfter = QuantityOptions.Duration("--for", "Stop after a while, such as 10s, instead of at Ctrl-C.");
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var json = CommonOptions.Json("Print every event as a line of JSON.");
        var quiet = new Option<bool>("--quiet") { Description = "Print nothing but complaints." };
        var command = new System.CommandLine.Command("listen", "Let real clients talk to a server of a scenario, in real time.")
        {
            scenario, server, host, address, port, keep, keepEml, addressRules, stopAfter, seed, set, json, quiet,
        };
        var tls = new ListenTls();
        tls.AddTo(command);
        var limits = new ListenLimits();
        limits.AddTo(command);
        command.SetAction(parsed =>
        {
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            var loaded = ScenarioSource.Load(parsed.GetRequiredValue(scenario), sets, terminal, out _);
            SocketEngine.Tune();
            var (world, number) = ServerChoice.Of(loaded.Scenario!, parsed.GetValue(server), parsed.GetValue(host));
            var options = new ListenOptions
            {
                World = world,
                Host = number,
                EndPoint = new IPEndPoint(parsed.GetValue(address) ?? IPAddress.Loopback, parsed.GetValue(port)),
                AddressesAsk = parsed.GetValue(addressRules),
                Store = StoreOf(parsed.GetValue(keep), parsed.GetValue(keepEml)),
            };
            foreach (var path in SimulatedOnly.Of(loaded.Scenario!, world.Servers[world.ServerGroupOf(number)].Group))
                terminal.Error.Line($"{App.Name}: {path} is simulated only: it changes nothing here");
            tls.SayWhatIsIdle(parsed, world.Servers[world.ServerGroupOf(number)], terminal);
            return new ListenRun(limits.Apply(parsed, tls.Apply(parsed, options)), terminal, parsed.GetValue(json), parsed.GetValue(quiet)).Run(parsed.GetValue(stopAfter));
        });
        return command;
    }

    private static MailStore? StoreOf(string? maildir, string? eml)
    {
        if (maildir is null && eml is null)
            return null;
        var store = new MailStore(maildir, eml);
        try
        {
            store.Prepare();
            return store;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"can't keep mail in {maildir ?? eml}: {e.Message}");
        }
    }
}
