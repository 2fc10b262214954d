using System.Globalization;
using System.Text.Json;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>The message that a command line asks for, and what to say when there is none.</summary>
internal sealed class TraceTarget
{
    private static readonly string[] Events = [.. Enum.GetNames<TraceEvent>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private readonly TraceRequest _request;
    private readonly string _happened;

    private TraceTarget(TraceRequest request, string happened = "")
    {
        _request = request;
        _happened = happened;
    }

    public static IReadOnlyList<string> EventNames => Events;

    /// <summary>Reads the values of --message and --first, of which one at most is given, and of --client.</summary>
    /// <exception cref="CommandException">A value is not what it has to be.</exception>
    public static TraceTarget Parse(string? message, string? first, string? group = null)
    {
        if (message is not null)
            return new TraceTarget(ParseMessage(message));
        if (first is null)
            return new TraceTarget(TraceRequest.Default with { Group = group });
        if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 200 and <= 599)
            return new TraceTarget(new TraceRequest.FirstReply(code) { Group = group }, $"no message{In(group)} was answered {code}");
        if (Array.IndexOf(Events, first) is >= 0 and var index)
            return new TraceTarget(new TraceRequest.First((TraceEvent)index) { Group = group }, Never((TraceEvent)index) + In(group));
        throw new CommandException(
            ExitCode.Usage,
            $"--first takes {string.Join(", ", EventNames)} or a reply code, not '{Words.Shortened(first)}'",
            Words.Nearest(first, EventNames) is { } nearest ? $"Did you mean '{nearest}'?" : null);
    }

    /// <summary>Runs the scenario and traces the message.</summary>
    /// <exception cref="CommandException">There is no such message.</exception>
    public TraceLog Trace(Scenario scenario)
    {
        var outcome = TraceRun.Run(scenario, _request);
        return outcome.Log ?? throw (outcome.Problem, _request) switch
        {
            (TraceProblem.UnknownClient, TraceRequest.Message message) => UnknownClient(scenario, message.Client),
            (TraceProblem.UnknownClient, { Group: { } group }) => new CommandException(
                ExitCode.NoInput, $"there is no group '{Words.Shortened(group)}' in clients",
                Words.Nearest(group, Groups(scenario)) is { } nearest ? $"Did you mean '{nearest}'?" : $"The groups are {string.Join(", ", Groups(scenario).Take(12))}."),
            (TraceProblem.NoSuchMessage, TraceRequest.Message message) => NoSuchMessage(message, outcome.Submitted),
            _ => new CommandException(ExitCode.NoInput, _happened.Length == 0 ? _request.Group is { } idle ? $"clients.{idle} submits no message" : "no client submits a message" : $"{_happened} in this run: there is nothing to trace"),
        };
    }

    private static string In(string? group) => group is null ? "" : $" in clients.{group}";

    /// <summary>The sending halves of relays too.</summary>
    private static IEnumerable<string> Groups(Scenario scenario) => new World(scenario).Scenario.Clients.Select(clients => clients.Name);

    private static TraceRequest.Message ParseMessage(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash > 0 && long.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return new TraceRequest.Message(text[..slash], number);
        throw new CommandException(
            ExitCode.Usage, $"--message takes a client and a number from 1 on, such as postfix-7/3, not '{Words.Shortened(text)}'");
    }

    private static string Never(TraceEvent wanted) => wanted switch
    {
        TraceEvent.Lost => "no reply was lost",
        TraceEvent.Duplicated => "no second copy of a message was accepted",
        TraceEvent.Refused => "no connection was refused",
        TraceEvent.Reset => "no session was reset",
        TraceEvent.TimedOut => "no time-out ran out",
        TraceEvent.Expired => "no message expired",
        _ => $"no message was {wanted.ToString().ToLowerInvariant()}",
    };

    private static CommandException UnknownClient(Scenario scenario, string name)
    {
        var groups = scenario.Clients;
        // A host's name is its group's and a number: it is the group that was misspelt, or the number that is too high.
        var stem = name.TrimEnd("0123456789".ToCharArray()).TrimEnd('-');
        var group = groups.FirstOrDefault(group => group.Name == name || group.Name == stem)
            ?? groups.FirstOrDefault(group => group.Name == Words.Nearest(stem, groups.Select(other => other.Name)));
        var remedy = group is null ? $"The clients are {string.Join(", ", groups.Take(12).Select(Hosts))}{(groups.Count > 12 ? ", …" : "")}."
            : group.Name == name || group.Name == stem ? $"In this group there is {Hosts(group)}."
            : $"Did you mean {Hosts(group)}?";
        return new CommandException(ExitCode.NoInput, $"there is no client '{Words.Shortened(name)}'", remedy);
    }

    private static CommandException NoSuchMessage(TraceRequest.Message message, long submitted) => new(
        ExitCode.NoInput,
        $"{message.Client} submits {(submitted == 0 ? "no message" : Quantity.Count(submitted, "message"))} in this run: there is no number {message.Number}");

    private static string Hosts(ClientGroup group) => group.Count == 1 ? group.Name : $"{group.Name}-1 to {group.Name}-{group.Count}";
}
