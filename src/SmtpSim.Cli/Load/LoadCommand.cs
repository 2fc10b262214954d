using System.CommandLine;
using SmtpSim.Protocol;
using SmtpSim.Results;
using SmtpSim.Scenarios;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim load SCENARIO --target HOST:PORT</c>: the scenario's clients deliver to a real server, retries and all.</summary>
internal static class LoadCommand
{
    public static System.CommandLine.Command Create(Terminal terminal)
    {
        var scenario = CommonOptions.Scenario();
        var target = new Option<string>("--target") { HelpName = "HOST:PORT", Description = "The server.", Required = true };
        var client = new Option<string?>("--client") { HelpName = "NAME", Description = "The client group that sends [default: all of them]" };
        var speed = new Option<double>("--speed") { HelpName = "N", Description = "How many seconds of the scenario pass in a second.", DefaultValueFactory = _ => 1 };
        speed.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is >= 0.001 and <= 1_000_000))
                result.AddError("--speed takes a number from 0.001 to 1,000,000");
        });
        var duration = new Option<string?>("--duration") { HelpName = "DURATION", Description = "Set the scenario's duration: mail is sent for so long, in the scenario's time." };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = $"Results folder, new or empty [default: {ResultsFolder.DefaultRoot}/SCENARIO-load-sSEED-TIME]" };
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var connections = QuantityOptions.Number("--max-connections", "Connections at a time.", 1, 100_000, 1000);
        var fromDomain = DomainOption("--from-domain", "Domain of all senders [default: the clients' names]");
        var toDomain = DomainOption("--rcpt-domain", "Domain of all recipients [default: the servers' names]");
        var noPipelining = new Option<bool>("--no-pipelining") { Description = "Send one command at a time, also where the server offers PIPELINING." };
        var verifies = new Option<bool>("--tls-verify") { Description = "In TLS, take only a certificate that is good and the target's [default: any, as between mail servers]" };
        var credentials = new CredentialOptions(mechanisms: false);
        var keepTrying = new Option<bool>("--keep-trying") { Description = "Go on when the target refuses every connection from the start." };
        var allowRemote = TargetOptions.AllowRemote();
        var json = CommonOptions.Json("Print manifest and summary as JSON instead of the page.");
        var quiet = new Option<bool>("--quiet") { Description = "Print no progress and no page." };
        var command = new System.CommandLine.Command("load", "Let a scenario's clients deliver to a real server, in real time or faster.")
        {
            scenario, target, client, speed, duration, folder, seed, set, connections, fromDomain, toDomain, noPipelining, verifies, keepTrying, allowRemote, json, quiet,
        };
        credentials.AddTo(command);
        command.SetAction(async parsed =>
        {
            SocketEngine.Tune();
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            if (parsed.GetValue(duration) is { } length)
                sets = [.. sets, $"duration={length}"];
            var loaded = ScenarioSource.Load(parsed.GetRequiredValue(scenario), sets, terminal, out var file);
            CheckClient(loaded.Scenario!, parsed.GetValue(client));
            var login = credentials.Read(parsed);
            CheckLogin(loaded.Scenario!, parsed.GetValue(client), hasUser: login is not null);
            var options = new LoadOptions
            {
                Scenario = loaded.Scenario!,
                Target = await TargetOptions.ResolveAsync(parsed.GetRequiredValue(target), parsed.GetValue(allowRemote), CancellationToken.None).ConfigureAwait(false),
                Group = parsed.GetValue(client),
                Speed = parsed.GetValue(speed),
                MaxConnections = parsed.GetValue(connections),
                Pipelining = !parsed.GetValue(noPipelining),
                Credentials = login,
                VerifiesCertificate = parsed.GetValue(verifies),
                FromDomain = parsed.GetValue(fromDomain),
                RecipientDomain = parsed.GetValue(toDomain),
                KeepTrying = parsed.GetValue(keepTrying),
            };
            return await new Load(new LoadRequest(options, file, sets, parsed.GetValue(folder), parsed.GetValue(json), parsed.GetValue(quiet)), terminal).RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private static Option<string?> DomainOption(string name, string description)
    {
        var option = new Option<string?>(name) { HelpName = "DOMAIN", Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } domain && (domain.Length is 0 or > 255 || !domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')))
                result.AddError($"{name} takes a domain such as example.org, not '{Words.Shortened(domain)}'");
        });
        return option;
    }

    /// <summary>Whether and how a client authenticates is the scenario's affair, as whom is the command line's.</summary>
    private static void CheckLogin(Model.Scenario scenario, string? name, bool hasUser)
    {
        var group = scenario.Clients.FirstOrDefault(group => group.Auth != AuthMechanisms.None && (name is null || group.Name == name));
        if (group is not null == hasUser)
            return;
        throw group is null
            ? new CommandException(ExitCode.Usage, "--user is of no use: no client authenticates", $"To have them do so: --set clients.{name ?? "NAME"}.auth=plain")
            : new CommandException(ExitCode.Usage, $"clients.{group.Name} authenticate: --user must say as whom", $"To send without: --set clients.{group.Name}.auth=none");
    }

    private static void CheckClient(Model.Scenario scenario, string? name)
    {
        var names = scenario.Clients.Select(group => group.Name).ToList();
        if (name is null || names.Contains(name))
            return;
        throw new CommandException(
            ExitCode.NoInput,
            $"there is no client group '{Words.Shortened(name)}'",
            Words.Nearest(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"The groups are {string.Join(", ", names.Take(12))}{(names.Count > 12 ? ", …" : "")}.");
    }
}

/// <summary>What was asked for on the command line.</summary>
/// <param name="Options">The load itself.</param>
/// <param name="File">Where the scenario was read from.</param>
/// <param name="Sets">The values set on the command line, seed and duration among them.</param>
/// <param name="Folder">Results folder; null for one below <c>results/</c>.</param>
internal sealed record LoadRequest(LoadOptions Options, string File, IReadOnlyList<string> Sets, string? Folder, bool Json, bool Quiet);
