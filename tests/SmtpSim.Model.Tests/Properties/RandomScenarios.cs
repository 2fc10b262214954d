using System.Text.Json;
using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Whole scenarios of two client groups and two server groups, small enough to run many of them and wild enough to meet everything.</summary>
internal static class RandomScenarios
{
    private static readonly Gen<double> Traffic = Gen.Double[0, 60];

    private static readonly Gen<ArrivalSpec> Arrivals = Gen.OneOf(
        Gen.Double[0.02, 1].Select(rate => (ArrivalSpec)new ArrivalSpec.Poisson(rate)),
        Gen.Select(Gen.Double[0.5, 20], Gen.Bool,
            (seconds, offset) => (ArrivalSpec)new ArrivalSpec.Every(Scene.Seconds(seconds), offset ? Scene.Seconds(seconds / 3) : null)),
        Gen.Select(Gen.Int[1, 12], Gen.OneOf(0.0, 15.0), (messages, seconds) => (ArrivalSpec)new ArrivalSpec.Bursts(messages, Scene.Seconds(seconds))),
        Gen.Select(RandomLaws.WorkTime, Gen.Double[0.5, 10], Gen.Int[1, 4],
            (law, seconds, users) => (ArrivalSpec)new ArrivalSpec.Closed(law == Distribution.Zero ? Scene.Constant(seconds) : law, users)),
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 100_000], Gen.Int[1, 64]).Array[0, 25].Select(TraceOf));

    private static readonly Gen<LinkSpec> Link = Gen.Select(Gen.Double[0.5, 30], RandomLaws.Jitter, Gen.OneOf(0, 0, 0.02, 0.3), Gen.OneOf(0.0, 0.0, 0.0, 20_000.0, 500.0),
        (floor, jitter, loss, rate) => new LinkSpec { Floor = SimDuration.FromMilliseconds(floor), Jitter = jitter, Loss = loss, BytesPerSecond = rate });

    private static readonly Gen<NetworkSpec> Network = RandomTroubles.Within(Gen.Select(Link, Link, Gen.OneOf<string?>(null, "a"), Gen.OneOf<string?>(null, "y"), Gen.Bool,
        (all, some, from, to, several) => new NetworkSpec { Default = all, Links = several ? [new LinkOverride(from, to, some)] : [] }));

    private static Gen<TrafficSpec> StreamTo(string server) => Gen.Select(
        Gen.OneOf<string[]>(["a"], ["b"], ["a", "b"]), Arrivals, Traffic, Traffic, RandomLaws.Size, RandomLaws.Recipients, Gen.OneOf(0, 0, 0, 3, 7),
        (from, arrivals, start, end, size, recipients, priority) => new TrafficSpec
        {
            // A trace names clients by number: the groups together have at least two.
            From = arrivals is ArrivalSpec.Trace ? ["a", "b"] : from,
            To = server,
            Arrivals = arrivals,
            Start = Scene.Seconds(Math.Min(start, end)),
            End = Scene.Seconds(Math.Max(start, end)),
            Size = size,
            Recipients = recipients,
            Priority = priority,
        });

    /// <summary>Traffic of a minute; the run ends shortly after it, or when the last queue is empty.</summary>
    public static Gen<Scenario> Any => RandomDomains.Within(Hosted);

    /// <summary>Those that may be run many times over.</summary>
    public static Gen<Scenario> Small => RandomDomains.Within(Hosted).OfEvents(30_000);

    private static Gen<Scenario> Hosted { get; } = Gen.Select(
        Gen.Select(RandomServers.Group("x"), RandomServers.Group("y"), RandomServers.Outages("x"), RandomServers.Outages("y")),
        Gen.Select(RandomClients.Group("a"), RandomClients.Group("b"), Network, StreamTo("x"), StreamTo("y")),
        Gen.Select(Gen.ULong, Gen.Int[0, 3], Gen.Bool, Gen.OneOf(0.1, 7.0, 3600.0)),
        (servers, clients, run) => new Scenario
        {
            Name = "random",
            Seed = run.Item1,
            Replication = run.Item2,
            Antithetic = run.Item2 == 3,
            Duration = Scene.Seconds(60),
            Drain = run.Item3 ? Scene.Seconds(30) : SimDuration.FromDays(60),
            SeriesInterval = Scene.Seconds(run.Item3 ? run.Item4 : 3600),
            Servers = [servers.Item1, servers.Item2],
            Clients = [clients.Item1, clients.Item2],
            Network = clients.Item3,
            Traffic = [clients.Item4, clients.Item5],
            Outages = [.. servers.Item3, .. servers.Item4],
            Failures = run.Item2 < 2 || !run.Item3 ? [] : [new FailureSpec { Servers = ["x", "y"], MeanUp = Scene.Seconds(40), MeanDown = Scene.Seconds(5), Scope = (FailureScope)(run.Item1 % 3), Kind = (OutageKind)(run.Item1 / 3 % 3) }],
        });

    /// <summary>The whole scenario on one line, to be read beside the seed of a failure.</summary>
    public static string Print(Scenario scenario) => JsonSerializer.Serialize(scenario);

    private static ArrivalSpec TraceOf((int Tenths, int Bytes, int Recipients)[] rows)
    {
        var sorted = rows.OrderBy(row => row.Tenths).ToArray();
        return new ArrivalSpec.Trace("random.csv",
            [.. sorted.Select(row => row.Tenths * SimDuration.TicksPerSecond / 10)],
            [.. sorted.Select(row => row.Bytes % 2)],
            [.. sorted.Select(row => row.Bytes)],
            [.. sorted.Select(row => row.Recipients)]);
    }
}
