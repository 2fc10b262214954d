using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys under <c>dns</c> of a domain group.</summary>
internal static class DnsLanguage
{
    private static readonly RecordShape<DnsFaultSpec> Fault = new("{ fault, of, chance, at, for }", BlankFault,
    [
        new Key<DnsFaultSpec, DnsFaultKind>(
            "fault",
            Choices.Of(
                "a fault of DNS", ("servfail", DnsFaultKind.ServFail), ("timeout", DnsFaultKind.Timeout), ("nxdomain", DnsFaultKind.NxDomain),
                ("no-data", DnsFaultKind.NoData)),
            f => f.Kind, (f, v) => f with { Kind = v },
            "servfail and timeout pass: mail is deferred; nxdomain bounces it; no-data says that the name has no such record.")
        { RequiredAs = "fault: servfail" },
        new Key<DnsFaultSpec, DnsQuery>(
            "of", Choices.Of("a kind of record", ("mx", DnsQuery.Mx), ("a", DnsQuery.A), ("aaaa", DnsQuery.Aaaa)), f => f.Query, (f, v) => f with { Query = v },
            "The records asked for: the domain's MX, or a host's A or AAAA."),
        new Key<DnsFaultSpec, double>(
            "chance", Quantity.Probability, f => f.Chance, (f, v) => f with { Chance = v }, "Probability at each query; those of one kind of record add up to 100% or less."),
        new Key<DnsFaultSpec, SimDuration>("at", Durations.Any, f => f.Start, (f, v) => f with { Start = v }, "When it begins."),
        new Key<DnsFaultSpec, SimDuration?>("for", ForOrRest(), f => f.Length, (f, v) => f with { Length = v }, "How long it lasts; rest for the rest of the run."),
    ]);

    public static RecordShape<DnsSpec> Dns { get; } = new("{ latency, ttl, … }", () => new DnsSpec(),
    [
        new Key<DnsSpec, Distribution>("latency", DistributionLanguage.OfDurations, d => d.Latency, (d, v) => d with { Latency = v },
            "From question to answer, for what the client's cache does not hold."),
        new Key<DnsSpec, SimDuration>("ttl", Durations.Any, d => d.Ttl, (d, v) => d with { Ttl = v }, "How long a client keeps records; 0 to ask each time."),
        new Key<DnsSpec, SimDuration>("negative-ttl", Durations.Any, d => d.NegativeTtl, (d, v) => d with { NegativeTtl = v },
            "How long a client keeps the answer that something does not exist (RFC 2308 section 5)."),
        new Key<DnsSpec, SimDuration>("failure-ttl", Durations.Any, d => d.FailureTtl, (d, v) => d with { FailureTtl = v },
            "How long a client takes a failed query as failed without asking again; at most 5 minutes (RFC 2308 section 7)."),
        new Key<DnsSpec, SimDuration>("timeout", Durations.Positive, d => d.Timeout, (d, v) => d with { Timeout = v },
            "After so long without an answer a query has failed."),
        new Key<DnsSpec, AddressFamilies>(
            "addresses", Choices.Of("a kind of address", ("ipv4", AddressFamilies.Ipv4), ("ipv6", AddressFamilies.Ipv6), ("both", AddressFamilies.Both)),
            d => d.Addresses, (d, v) => d with { Addresses = v }, "Which addresses each host has; one that has both is tried at both."),
        new Key<DnsSpec, IReadOnlyList<DnsFaultSpec>>(
            "faults", new ListShape<DnsFaultSpec>("a list of faults such as { fault: servfail, chance: 1% }", Fault, BlankFault), d => d.Faults,
            (d, v) => d with { Faults = v }, "What goes wrong with queries, by chance and by schedule."),
    ]);

    private static DnsFaultSpec BlankFault() => new() { Kind = DnsFaultKind.ServFail };

    private static ScalarShape<SimDuration?> ForOrRest() => new(
        "a duration such as 30m, or rest",
        (string text, out SimDuration? length) =>
        {
            length = null;
            if (text == "rest") return null;
            var complaint = Durations.Positive.Parse(text, out var duration);
            length = duration;
            return complaint;
        },
        length => length is { } duration ? Durations.Any.Format(duration) : "rest",
        () => Quantity.OrWord(Durations.Any.Describe(new SchemaParts(), default), "rest"));
}
