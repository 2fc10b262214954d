using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The keys under <c>network</c>.</summary>
internal static class NetworkLanguage
{
    private static readonly RecordShape<Latency> Latency = new(
        "a duration, or { floor, jitter }", () => new Latency(SimDuration.FromMilliseconds(10), Distribution.Zero),
    [
        new Key<Latency, SimDuration>("floor", Durations.Any, l => l.Floor, (l, v) => l with { Floor = v },
            "Propagation delay in one direction: nothing is faster. The smallest floor sets how far partitions may run apart."),
        new Key<Latency, Distribution>("jitter", DistributionLanguage.OfDurations, l => l.Jitter, (l, v) => l with { Jitter = v },
            "Added to the floor, drawn anew for each segment."),
    ])
    { ShortFor = "floor", Part = "latency" };

    private const string LatencyText = "Delay in one direction: a fixed duration, or a floor with jitter.";
    private const string LossText = "Probability that a segment is lost and sent again after the retransmission time-out (1 s, doubling; RFC 6298).";
    private const string BandwidthText = "Bandwidth for message text, of each connection.";

    private static readonly RecordShape<LinkDraft> Link = new("{ from, to, latency, loss, bandwidth }", () => new LinkDraft(),
    [
        new Key<LinkDraft, string?>(
            "from", Names.GroupOrAll, l => l.From, (l, v) => l with { From = v }, "Client group, or \"*\" for all."),
        new Key<LinkDraft, string?>("to", Names.GroupOrAll, l => l.To, (l, v) => l with { To = v }, "Server group, or \"*\" for all."),
        new Key<LinkDraft, Latency>(
            "latency", Latency, l => l.Latency!, (l, v) => l with { Latency = v }, LatencyText) { WrittenIf = l => l.Latency is not null },
        new Key<LinkDraft, double>(
            "loss", Quantity.Probability, l => l.Loss, (l, v) => l with { Loss = v }, LossText) { WrittenIf = l => !double.IsNaN(l.Loss) },
        new Key<LinkDraft, double>("bandwidth", Quantity.Bandwidth, l => l.Bandwidth, (l, v) => l with { Bandwidth = v }, BandwidthText)
        { WrittenIf = l => !double.IsNaN(l.Bandwidth) },
    ]);

    public static RecordShape<NetworkSpec> Network { get; } = new("{ latency, loss, bandwidth, links }", () => new NetworkSpec(),
    [
        new Key<NetworkSpec, Latency>("latency", Latency, n => new(n.Default.Floor, n.Default.Jitter),
            (n, v) => n with { Default = n.Default with { Floor = v.Floor, Jitter = v.Jitter } }, LatencyText),
        new Key<NetworkSpec, double>(
            "loss", Quantity.Probability, n => n.Default.Loss, (n, v) => n with { Default = n.Default with { Loss = v } }, LossText),
        new Key<NetworkSpec, double>("bandwidth", Quantity.Bandwidth, n => n.Default.BytesPerSecond,
            (n, v) => n with { Default = n.Default with { BytesPerSecond = v } }, BandwidthText),
        // Last, since a link takes what it leaves out from the values above.
        new Key<NetworkSpec, IReadOnlyList<LinkDraft>>(
            "links", new ListShape<LinkDraft>("a list of links", Link, () => new LinkDraft()),
            n => [.. n.Links.Select(LinkDraft.Of)], (n, v) => n with { Links = [.. v.Select(draft => draft.Over(n.Default))] },
            "Links that differ from the rest; the last that fits counts. What a link leaves out is as above."),
    ]);
}

internal sealed record Latency(SimDuration Floor, Distribution Jitter);

/// <summary>A link as it is written: what it leaves out is null or not a number.</summary>
internal sealed record LinkDraft(
    string? From = null, string? To = null, Latency? Latency = null, double Loss = double.NaN, double Bandwidth = double.NaN)
{
    public static LinkDraft Of(LinkOverride link) =>
        new(link.From, link.To, new Latency(link.Link.Floor, link.Link.Jitter), link.Link.Loss, link.Link.BytesPerSecond);

    public LinkOverride Over(LinkSpec rest) => new(From, To, new LinkSpec
    {
        Floor = Latency?.Floor ?? rest.Floor,
        Jitter = Latency?.Jitter ?? rest.Jitter,
        Loss = double.IsNaN(Loss) ? rest.Loss : Loss,
        BytesPerSecond = double.IsNaN(Bandwidth) ? rest.BytesPerSecond : Bandwidth,
    });
}
