using System.CommandLine;
using SmtpSim.Model;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim capture SCENARIO</c>: simulated sessions as packets, for Wireshark and its like.</summary>
internal static class CaptureCommand
{
    private const int DefaultSessions = 10;

    /// <summary>As many as <c>--all</c> stands for, at most.</summary>
    private const int MostSessions = 10_000;

    public static Command Create(Terminal terminal)
    {
        var scenario = CommonOptions.Scenario();
        var message = new Option<string?>("--message") { HelpName = "CLIENT/N", Description = "Capture the sessions of the Nth message of a client, such as postfix-7/3." };
        var first = new Option<string?>("--first")
        {
            HelpName = "EVENT|CODE",
            Description = $"Capture the sessions of the first message that this happens to: {string.Join(", ", TraceTarget.EventNames)}, or a reply code such as 451.",
        };
        var sessions = new Option<int?>("--sessions") { HelpName = "N", Description = $"Capture the first N sessions of the run [default: {DefaultSessions}]" };
        var all = new Option<bool>("--all") { Description = $"Capture all sessions of the run, up to {Quantity.Count(MostSessions)}." };
        var output = new Option<string?>("--out") { HelpName = "FILE|-", Description = "Write to this file, or to standard output [default: SCENARIO.pcapng]" };
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var command = new Command("capture", "Write simulated sessions as a pcapng file, with the simulator's reasons as packet comments.")
        {
            scenario, message, first, sessions, all, output, seed, set,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { message, first, sessions, all }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("--message, --first, --sessions and --all exclude each other");
            if (result.GetResult(sessions) is not null && result.GetValue(sessions) is < 1 or > MostSessions)
                result.AddError($"--sessions takes 1 to {MostSessions}");
        });
        command.SetAction(parsed =>
        {
            var choice = parsed.GetValue(message) is null && parsed.GetValue(first) is null ? null : TraceTarget.Parse(parsed.GetValue(message), parsed.GetValue(first));
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            var loaded = ScenarioSource.Load(parsed.GetRequiredValue(scenario), sets, terminal, out var file);
            var count = parsed.GetValue(all) ? MostSessions : parsed.GetValue(sessions) ?? DefaultSessions;
            var captured = choice?.Trace(loaded.Scenario!).Sessions ?? TraceRun.FirstSessions(loaded.Scenario!, count);
            Check(captured);
            var places = new RulePlaces(file, loaded.Lines);
            var capture = new Capture(loaded.Scenario!, reason => places.Describe(reason).Replace('\u00A0', ' '));
            var target = parsed.GetValue(output) ?? loaded.Scenario!.Name + ".pcapng";
            var packets = CaptureFile.Write(terminal, target, stream => capture.Write(captured, stream), mayOverwrite: parsed.GetValue(output) is not null);
            if (target != CaptureFile.StandardOutput)
                terminal.Output.Line($"{target}: {Quantity.Count(packets, "packet")} of {Quantity.Count(captured.Count, "session")}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Check(IReadOnlyList<SessionLog> captured)
    {
        if (captured.Count == 0)
            throw new CommandException(ExitCode.NoInput, "there is no session in this run: there is nothing to capture");
        var size = Capture.TextBytesOf(captured);
        if (size > Capture.MaxTextBytes)
        {
            throw new CommandException(ExitCode.Usage,
                $"these sessions carry {Quantity.Count(size, "byte")} of message text, more than the {Quantity.Count(Capture.MaxTextBytes)} that a capture takes",
                "Capture fewer of them with --sessions N.");
        }
    }
}
