using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary><c>smtpsim trace SCENARIO</c>: the life of one message as a dialogue, with the reason of everything that went wrong.</summary>
internal static class TraceCommand
{
    /// <summary>Angle brackets are everywhere in SMTP, and nothing of this goes into a page.</summary>
    private static CliJson Json => new(new JsonSerializerOptions(CliJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(Terminal terminal)
    {
        var scenario = CommonOptions.Scenario();
        var message = new Option<string?>("--message") { HelpName = "CLIENT/N", Description = "Trace the Nth message of a client, such as postfix-7/3." };
        var first = new Option<string?>("--first")
        {
            HelpName = "EVENT|CODE",
            Description = $"Trace the first message that this happens to: {string.Join(", ", TraceTarget.EventNames)}, or a reply code such as 451 [default: deferred]",
        };
        var client = new Option<string?>("--client") { HelpName = "GROUP", Description = "Trace a message of this client group." };
        var full = new Option<bool>("--full") { Description = "Show all: attempts that went like the one before, and other messages of a session." };
        var seed = CommonOptions.Seed();
        var set = CommonOptions.Set();
        var json = CommonOptions.Json("Print the trace as JSON.");
        var command = new Command("trace", "Follow one message: its sessions line by line, and why what failed failed.") { scenario, message, first, client, full, seed, set, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(message) is not null && result.GetResult(first) is not null)
                result.AddError("--message and --first exclude each other");
            if (result.GetResult(message) is not null && result.GetResult(client) is not null)
                result.AddError("--message names its client: leave out --client");
        });
        command.SetAction(parsed =>
        {
            var target = TraceTarget.Parse(parsed.GetValue(message), parsed.GetValue(first), parsed.GetValue(client));
            var sets = CommonOptions.Sets(parsed.GetValue(set)!, parsed.GetValue(seed));
            var loaded = ScenarioSource.Load(parsed.GetRequiredValue(scenario), sets, terminal, out var file);
            Write(target.Trace(loaded.Scenario!), new RulePlaces(file, loaded.Lines), terminal.Output, parsed.GetValue(full), parsed.GetValue(json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(TraceLog log, RulePlaces places, Screen output, bool full, bool json)
    {
        if (json)
            output.Line(JsonSerializer.Serialize(TraceReport.Of(log, places), Json.TraceReport));
        else
            new TracePage(output, places, full).Write(log);
    }
}
