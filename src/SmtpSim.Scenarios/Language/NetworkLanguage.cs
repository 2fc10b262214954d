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

    private static readonly ScalarShape<double> Loss = Quantity.Probability.Where(
        loss => loss >= 1 ? new Complaint("lets nothing pass, ever", "write less, such as '99%', or 'partitions' for a time in which nothing passes") : null);

    private static readonly Shape<ReturnDraft?> Back = new OptionalShape<ReturnDraft>("same", new RecordShape<ReturnDraft>("{ latency, loss }", () => ReturnDraft.Inherited,
    [
        new Key<ReturnDraft, Latency>(
            "latency", Latency, r => r.Latency!, (r, v) => r with { Latency = v }, LatencyText) { WrittenIf = r => r.Latency is not null },
        new Key<ReturnDraft, double>(
            "loss", Loss, r => r.Loss, (r, v) => r with { Loss = v }, LossText) { WrittenIf = r => !double.IsNaN(r.Loss) },
    ]), () => ReturnDraft.Inherited);

    private const string BackText = "The way from server to client, where it differs; what it leaves out, and 'same', is as from client to server.";

    private static readonly RecordShape<LinkDraft> Link = new("{ from, to, latency, loss, bandwidth }", () => new LinkDraft(),
    [
        new Key<LinkDraft, string?>(
            "from", Names.GroupOrAll, l => l.From, (l, v) => l with { From = v }, "Client group, or \"*\" for all."),
        new Key<LinkDraft, string?>("to", Names.GroupOrAll, l => l.To, (l, v) => l with { To = v }, "Server group, or \"*\" for all."),
        new Key<LinkDraft, Latency>(
            "latency", Latency, l => l.Latency!, (l, v) => l with { Latency = v }, LatencyText) { WrittenIf = l => l.Latency is not null },
        new Key<LinkDraft, double>(
            "loss", Loss, l => l.Loss, (l, v) => l with { Loss = v }, LossText) { WrittenIf = l => !double.IsNaN(l.Loss) },
        new Key<LinkDraft, double>("bandwidth", Quantity.Bandwidth, l => l.Bandwidth, (l, v) => l with { Bandwidth = v }, BandwidthText)
        { WrittenIf = l => !double.IsNaN(l.Bandwidth) },
        new Key<LinkDraft, ReturnDraft?>("back", Back, l => l.Back, (l, v) => l with { Back = v }, BackText) { WrittenIf = l => l.Back != ReturnDraft.Inherited },
    ]);

    public static RecordShape<NetworkSpec> Network { get; } = new("{ latency, loss, bandwidth, back, links, partitions, loss-periods }", () => new NetworkSpec(),
    [
        new Key<NetworkSpec, Latency>("latency", Latency, n => new(n.Default.Floor, n.Default.Jitter),
            (n, v) => n with { Default = n.Default with { Floor = v.Floor, Jitter = v.Jitter } }, LatencyText),
        new Key<NetworkSpec, double>(
            "loss", Loss, n => n.Default.Loss, (n, v) => n with { Default = n.Default with { Loss = v } }, LossText),
        new Key<NetworkSpec, double>("bandwidth", Quantity.Bandwidth, n => n.Default.BytesPerSecond,
            (n, v) => n with { Default = n.Default with { BytesPerSecond = v } }, BandwidthText),
        new Key<NetworkSpec, ReturnDraft?>("back", Back, n => ReturnDraft.Of(n.Back), (n, v) => n with { Back = v?.Over(n.Default) }, BackText),
        // After those, since a link takes what it leaves out from the values above.
        new Key<NetworkSpec, IReadOnlyList<LinkDraft>>(
            "links", new ListShape<LinkDraft>("a list of links", Link, () => new LinkDraft()),
            n => [.. n.Links.Select(LinkDraft.Of)], (n, v) => n with { Links = [.. v.Select(draft => draft.Over(n))] },
            "Links that differ from the rest; the last that fits counts. What a link leaves out is as above."),
        new Key<NetworkSpec, IReadOnlyList<LossPeriodSpec>>(
            "partitions", LossPeriodLanguage.Partitions, n => n.Partitions, (n, v) => n with { Partitions = v }, "When nothing passes between some hosts: sessions die by time-out."),
        new Key<NetworkSpec, IReadOnlyList<LossPeriodSpec>>(
            "loss-periods", LossPeriodLanguage.LossPeriods, n => n.LossPeriods, (n, v) => n with { LossPeriods = v },
            "When more is lost than usual between some hosts: all that is under way meets the same loss."),
    ]);
}

internal sealed record Latency(SimDuration Floor, Distribution Jitter);

/// <summary>A link as it is written: what it leaves out is null or not a number.</summary>
internal sealed record LinkDraft(
    string? From = null, string? To = null, Latency? Latency = null, double Loss = double.NaN, double Bandwidth = double.NaN)
{
    /// <summary>Null for the same as the other way.</summary>
    public ReturnDraft? Back { get; init; } = ReturnDraft.Inherited;

    public static LinkDraft Of(LinkOverride link) =>
        new(link.From, link.To, new Latency(link.Link.Floor, link.Link.Jitter), link.Link.Loss, link.Link.BytesPerSecond) { Back = ReturnDraft.Of(link.Back) };

    public LinkOverride Over(NetworkSpec rest)
    {
        var link = new LinkSpec
        {
            Floor = Latency?.Floor ?? rest.Default.Floor,
            Jitter = Latency?.Jitter ?? rest.Default.Jitter,
            Loss = double.IsNaN(Loss) ? rest.Default.Loss : Loss,
            BytesPerSecond = double.IsNaN(Bandwidth) ? rest.Default.BytesPerSecond : Bandwidth,
        };
        return new LinkOverride(From, To, link) { Back = Back == ReturnDraft.Inherited ? rest.Back : Back?.Over(link) };
    }
}

/// <summary>A way back as it is written: what it leaves out is null or not a number.</summary>
internal sealed record ReturnDraft(Latency? Latency = null, double Loss = double.NaN)
{
    /// <summary>Nothing is said of it.</summary>
    public static ReturnDraft Inherited { get; } = new();

    public static ReturnDraft? Of(ReturnLinkSpec? back) => back is null ? null : new ReturnDraft(new Latency(back.Floor, back.Jitter), back.Loss);

    public ReturnLinkSpec Over(LinkSpec forward) => new()
    {
        Floor = Latency?.Floor ?? forward.Floor,
        Jitter = Latency?.Jitter ?? forward.Jitter,
        Loss = double.IsNaN(Loss) ? forward.Loss : Loss,
    };
}
