using System.Text.Json.Serialization;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Cli;

/// <summary>What <c>trace --json</c> prints; times are seconds of virtual time.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="File">The scenario file.</param>
/// <param name="Message">Client and number, such as <c>postfix-7/3</c>.</param>
public sealed record TraceReport(
    string Schema,
    string Scenario,
    string File,
    ulong Seed,
    string Message,
    string? Server,
    string? Sender,
    long Bytes,
    double SubmittedS,
    MessageFate Fate,
    double SettledS,
    int Attempts,
    IReadOnlyList<TraceRecipient> Recipients,
    IReadOnlyList<TraceReportLine> Lines)
{
    public const string SchemaName = "smtpsim-trace/1";

    internal static TraceReport Of(TraceLog log, RulePlaces places) => new(
        SchemaName,
        log.Scenario.Name,
        places.File,
        log.Scenario.Seed,
        log.Name,
        log.Server,
        log.Sender,
        log.Bytes,
        log.Submitted.TotalSeconds,
        log.Fate,
        log.Settled.TotalSeconds,
        log.Attempts,
        log.Recipients,
        [.. log.Lines.Select(line => TraceReportLine.Of(line, places))]);
}

/// <param name="From">client, server or null.</param>
/// <param name="Failure">Whether something went wrong here, for good or for now.</param>
/// <param name="Message">Number of the message it is about, at the client; 0 for none.</param>
public sealed record TraceReportLine(
    double TimeS,
    TraceKind Kind,
    string? From,
    string Text,
    Phase? Phase,
    int? ReplyCode,
    bool Failure,
    int Session,
    int Attempt,
    long Message,
    IReadOnlyList<TraceReportReason> Reasons)
{
    internal static TraceReportLine Of(TraceLine line, RulePlaces places) => new(
        line.Time.TotalSeconds,
        line.Kind,
        line.IsFromClient ? "client" : line.IsFromServer ? "server" : null,
        line.Text,
        line.Phase,
        line.ReplyCode == 0 ? null : line.ReplyCode,
        line.IsFailure,
        line.Session,
        line.Attempt,
        line.Message,
        [.. line.Reasons.Select(reason => new TraceReportReason(reason.Text, reason.Rule, places.LineOf(reason.Rule)))]);
}

/// <param name="Rule">Path in the scenario; null when no rule decided.</param>
/// <param name="Line">Line of the scenario file; null for a default or a value of the command line.</param>
public sealed record TraceReportReason(string Text, string? Rule, int? Line);
