using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

/// <summary>A result made up by hand: a case of every outcome.</summary>
internal static class SampleConformReport
{
    public static async Task<ConformReport> CreateAsync() => new()
    {
        Options = new ConformOptions { Target = await Target.ResolveAsync("127.0.0.1:2525") },
        Domain = "mx.example.org",
        Extensions = ["SIZE", "PIPELINING"],
        Results =
        [
            Result("5321-4.1.1.9-noop", ConformLevel.Must, ConformOutcome.Passed, null),
            Result("5321-3.3-rcpt-before-mail", ConformLevel.Must, ConformOutcome.Failed, "503"),
            Result("5321-4.1.1.8-help", ConformLevel.Should, ConformOutcome.Failed, "211 or 214"),
            Result("5321-4.1.1.8-help-argument", ConformLevel.May, ConformOutcome.Skipped, "nobody knows <why> & \"how\""),
        ],
    };

    private static ConformResult Result(string id, ConformLevel level, ConformOutcome outcome, string? reason) => new(
        ConformCatalogue.All.Single(one => one.Id == id) with { Level = level, Group = "sample" },
        outcome,
        reason,
        outcome == ConformOutcome.Skipped ? [] : [new ProbeLine(FromClient: true, "SAY <something> & more"), new ProbeLine(FromClient: false, "250 Ok", outcome == ConformOutcome.Failed)],
        TimeSpan.FromMilliseconds(12));
}
