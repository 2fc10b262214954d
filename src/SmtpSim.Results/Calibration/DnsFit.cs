using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// How often the look-up of a recipient's domain fails. A scenario has it as faults of the queries for MX records, which a client asks at each attempt:
/// of what a cache would save a log does not tell.
/// </summary>
internal static class DnsFit
{
    /// <summary>Name of the domain that the calibrated scenario then has.</summary>
    public const string Domain = "recipients";

    /// <summary>What the words of Postfix's smtp_addr.c say of the look-up; null where they are about something else.</summary>
    /// <param name="text">What stands in parentheses at the end of a line of smtp(8).</param>
    /// <param name="isTemporary">The message was deferred, not returned: with soft_bounce a name that does not exist defers too.</param>
    public static DnsFaultKind? Read(ReadOnlySpan<char> text, bool isTemporary) =>
        !text.StartsWith("Host or domain name not found", StringComparison.Ordinal) && !text.StartsWith("Host not found", StringComparison.Ordinal) ? null
        : isTemporary ? DnsFaultKind.ServFail
        : DnsFaultKind.NxDomain;

    /// <summary>Of all attempts the share of those that came no further than this.</summary>
    public static IReadOnlyList<(DnsFaultKind Kind, CalibratedFailure Report)> Of(IReadOnlyList<LoggedAttempt> attempts) =>
    [
        .. attempts.Select(attempt => attempt.Outcomes.Find(outcome => outcome?.Dns is not null)?.Dns).OfType<DnsFaultKind>().GroupBy(kind => kind).OrderBy(group => group.Key)
            .Select(group => (group.Key, new CalibratedFailure("dns", group.Key.ToString().ToLowerInvariant(), group.Count(), attempts.Count, FailureFit.Wilson(group.Count(), attempts.Count)))),
    ];

    /// <summary>The scenario with these failures; its latency of DNS is a part of the connection setup that was measured.</summary>
    public static Scenario With(Scenario scenario, IReadOnlyList<(DnsFaultKind Kind, CalibratedFailure Report)> failures) => failures.Count == 0 ? scenario : scenario with
    {
        Domains =
        [
            new DomainGroup
            {
                Name = Domain,
                Mx = [new MxSpec { Servers = scenario.Servers[0].Name }],
                Dns = new DnsSpec
                {
                    Latency = Distribution.Zero,
                    Ttl = SimDuration.Zero,
                    NegativeTtl = SimDuration.Zero,
                    Faults = [.. failures.Select(failure => new DnsFaultSpec { Kind = failure.Kind, Chance = Math.Floor(failure.Report.Chance.Value * 1e6) / 1e6 })],
                },
            },
        ],
        Traffic = [.. scenario.Traffic.Select(traffic => traffic with { To = Domain })],
    };
}
