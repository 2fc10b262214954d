using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>What <c>conform --format json</c> prints.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="Conforms">Whether every must is met, as far as it was looked at.</param>
/// <param name="Trouble">Why the server could not be checked, or not to the end; null when it was.</param>
/// <param name="Counts">By level.</param>
public sealed record ConformJson(
    string Schema,
    string Target,
    string Domain,
    IReadOnlyList<string> Extensions,
    bool Conforms,
    string? Trouble,
    IReadOnlyDictionary<string, ConformJsonCounts> Counts,
    IReadOnlyList<ConformJsonCase> Cases)
{
    public const string SchemaName = "smtpsim-conform/1";

    internal static ConformJson Of(ConformReport report, ConformTranscripts transcripts) => new(
        SchemaName,
        report.Options.Target.ToString(),
        report.Domain,
        report.Extensions,
        report.Conforms,
        report.Trouble == ConformTrouble.None ? null : ConformPage.TroubleOf(report),
        Enum.GetValues<ConformLevel>().ToDictionary(level => level.ToString().ToLowerInvariant(), level => new ConformJsonCounts(
            report.Count(level, ConformOutcome.Passed), report.Count(level, ConformOutcome.Failed), report.Count(level, ConformOutcome.Skipped), report.Count(level, ConformOutcome.NotRun))),
        [.. report.Results.Select(result => ConformJsonCase.Of(result, transcripts))]);
}

/// <summary>How many cases came to what.</summary>
public sealed record ConformJsonCounts(int Passed, int Failed, int Skipped, int NotRun);

/// <param name="Reason">What was expected of a failed case; why one was skipped.</param>
public sealed record ConformJsonCase(
    string Id,
    string Group,
    string Title,
    string Section,
    ConformLevel Level,
    string Rule,
    ConformOutcome Outcome,
    string? Reason,
    double DurationS,
    IReadOnlyList<ConformJsonLine> Transcript)
{
    internal static ConformJsonCase Of(ConformResult result, ConformTranscripts transcripts) => new(
        result.Case.Id,
        result.Case.Group,
        result.Case.Title,
        result.Case.Section,
        result.Case.Level,
        result.Case.Rule,
        result.Outcome,
        result.Reason,
        Math.Round(result.Duration.TotalSeconds, 4),
        transcripts == ConformTranscripts.All || (transcripts == ConformTranscripts.Failed && result.Outcome == ConformOutcome.Failed)
            ? [.. result.Transcript.Select(line => new ConformJsonLine(line.FromClient switch { true => "client", false => "server", _ => null }, line.Text, line.IsOffending))]
            : []);
}

/// <param name="From">client, server or null.</param>
/// <param name="Offending">Whether it is what the case failed of.</param>
public sealed record ConformJsonLine(string? From, string Text, bool Offending);
