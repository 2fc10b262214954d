using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim trace SCENARIO</c>: the life of one message, its sessions line by line with virtual times, phases and reasons.</summary>
internal static class TraceCommand
{
    private static readonly string[] Events = [.. Enum.GetNames<TraceEvent>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public static Command Create(Terminal terminal)
    {
        var scenario = CommonOptions.Scenario();
        var message = new Option<string?>("--message") { HelpName = "CLIENT/N", Description = "The Nth message of a client, such as postfix-7/3." };
        var first = new Option<string?>("--first")
        {
            HelpName = "EVENT|CODE",
            Description = $"The first message that this happens to: a reply code, or {string.Join(", ", Events)} [default: deferred, or the first of all]",
        };
        var full = new Option<bool>("--full") { Description = "Show all: attempts that went like the one before, and other messages of a session." };
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var json = CommonOptions.Json("Print the trace as JSON.");
        var command = new Command("trace", "Show one message's sessions as an annotated transcript.") { scenario, message, first, full, seed, set, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(message) is not null && result.GetValue(first) is not null)
                result.AddError("--message and --first exclude each other");
            else if (result.GetValue(message) is { } name && ParseMessage(name) is null)
                result.AddError($"--message takes a client and a number, such as postfix-7/3, not '{name}'");
            else if (result.GetValue(first) is { } text && ParseFirst(text) is null)
                result.AddError($"--first takes a reply code or one of {string.Join(", ", Events)}, not '{text}'");
        });
        command.SetAction(parsed =>
        {
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            var loaded = ScenarioSource.Load(parsed.GetRequiredValue(scenario), sets, terminal, out var file);
            var request = (parsed.GetValue(message) is { } name ? ParseMessage(name) : null)
                ?? (parsed.GetValue(first) is { } text ? ParseFirst(text) : null)
                ?? TraceRequest.Default;
            var outcome = TraceRun.Run(loaded.Scenario!, request);
            var log = outcome.Log ?? throw Failure(outcome, request, loaded.Scenario!);
            var places = new RulePlaces(file, loaded.Lines);
            if (parsed.GetValue(json))
                terminal.Output.Line(JsonSerializer.Serialize(TraceReport.Of(log, places), CliJson.Default.TraceReport));
            else
                new TracePage(terminal.Output, places, parsed.GetValue(full)).Write(log);
            return ExitCode.Ok;
        });
        return command;
    }

    private static TraceRequest.Message? ParseMessage(string text) =>
        text.LastIndexOf('/') is > 0 and var slash
        && long.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new TraceRequest.Message(text[..slash], number)
            : null;

    private static TraceRequest? ParseFirst(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return code is >= 200 and <= 599 ? new TraceRequest.FirstReply(code) : null;
        var index = Array.IndexOf(Events, text);
        return index < 0 ? null : new TraceRequest.First((TraceEvent)index);
    }

    private static CommandException Failure(TraceOutcome outcome, TraceRequest request, Scenario scenario) => (outcome.Problem, request) switch
    {
        (TraceProblem.UnknownClient, TraceRequest.Message message) => new CommandException(
            ExitCode.NoInput,
            $"there is no client '{message.Client}'",
            "Clients are " + string.Join(", ", scenario.Clients.Select(group => group.Count == 1 ? group.Name : $"{group.Name}-1 to {group.Name}-{group.Count}"))),
        (TraceProblem.NoSuchMessage, TraceRequest.Message message) => new CommandException(
            ExitCode.NoInput, $"{message.Client} sent {Quantity.Count(outcome.Submitted, "message")}, there is no number {message.Number}"),
        (_, TraceRequest.FirstReply reply) => new CommandException(ExitCode.NoInput, $"no message was answered {reply.Code} in this run"),
        (_, TraceRequest.First first) => new CommandException(
            ExitCode.NoInput, $"what was asked for happened to no message of this run: {Events[(int)first.Event]}"),
        _ => new CommandException(ExitCode.NoInput, "no message was sent in this run"),
    };
}
