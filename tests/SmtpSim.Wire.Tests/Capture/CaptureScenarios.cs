using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

/// <summary>Small scenarios of which captures are made.</summary>
internal static class CaptureScenarios
{
    /// <summary>Two clients and a server, ten messages, nothing wrong.</summary>
    public static Scenario Plain { get; } = Of(new ServerGroup { Name = "mx" }, new LinkSpec());

    public static Scenario Lossy { get; } = Of(new ServerGroup { Name = "mx" }, new LinkSpec { Loss = 0.2, BytesPerSecond = 50_000 });

    /// <summary>Commands in groups, and messages in chunks.</summary>
    public static Scenario Chunked { get; } = ChunkedOf(
        Of(new ServerGroup { Name = "mx", Extensions = ServiceExtensions.Pipelining | ServiceExtensions.Chunking | ServiceExtensions.Size }, new LinkSpec()));

    /// <summary>The same under TLS.</summary>
    public static Scenario Encrypted { get; } = Of(
        new ServerGroup { Name = "mx", Extensions = ServiceExtensions.Pipelining | ServiceExtensions.StartTls | ServiceExtensions.Size }, new LinkSpec());

    /// <summary>Everything goes wrong by chance, the network included when it may lose segments.</summary>
    public static Gen<Scenario> Any(bool loses) =>
        from seed in Gen.ULong
        from faults in Fault.Array[1, 4]
        from greylist in Gen.Bool
        from idle in Gen.OneOf(1, 300)
        from latency in Gen.Select(Gen.Int[1, 200], Gen.Int[0, 100])
        from loss in Gen.OneOf(0.05, 0.3)
        from bandwidth in Gen.OneOf(0.0, 2000.0)
        from outage in Gen.Int[0, 2]
        from service in Gen.Int[0, 2000]
        select Of(
            new ServerGroup
            {
                Name = "mx",
                Count = 2,
                Greylist = greylist ? new GreylistSpec { Delay = SimDuration.FromSeconds(30) } : null,
                IdleTimeout = SimDuration.FromSeconds(idle),
                Faults = faults,
                Service = new ServiceTimes { Body = new Distribution.Uniform(0, service * SimDuration.TicksPerMillisecond) },
            },
            new LinkSpec
            {
                Floor = SimDuration.FromMilliseconds(latency.Item1),
                Jitter = new Distribution.Uniform(0, latency.Item2 * SimDuration.TicksPerMillisecond),
                Loss = loses ? loss : 0,
                BytesPerSecond = bandwidth,
            }) with
        {
            Seed = seed,
            Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(20), Length = SimDuration.FromSeconds(30), Kind = (OutageKind)outage }],
        };

    private static Gen<FaultSpec> Fault { get; } =
        from step in Gen.Enum<SessionStep>()
        from kind in Gen.Enum<FaultKind>()
        select kind is FaultKind.Refuse or FaultKind.Timeout
            ? new FaultSpec { At = SessionStep.Connect, Kind = kind, Chance = 0.1 }
            : new FaultSpec { At = step, Kind = kind, Reply = kind is FaultKind.Reply or FaultKind.WrongCode ? new ReplySpec(451, 4, 3, 0, "Busy") : null, Chance = 0.1 };

    private static Scenario ChunkedOf(Scenario scenario) => scenario with { Clients = [scenario.Clients[0] with { Chunking = true }] };

    private static Scenario Of(ServerGroup servers, LinkSpec link) => new()
    {
        Name = "capture",
        Seed = 7,
        Duration = SimDuration.FromMinutes(1),
        Drain = SimDuration.FromHours(1),
        SeriesInterval = SimDuration.FromMinutes(1),
        Network = new NetworkSpec { Default = link },
        Servers = [servers],
        Clients =
        [
            new ClientGroup
            {
                Name = "mta",
                Count = 2,
                Timeouts = new ClientTimeouts { Connect = SimDuration.FromSeconds(10), Rcpt = SimDuration.FromSeconds(5), Body = SimDuration.FromSeconds(5) },
                Retry = new RetrySpec.Fixed(SimDuration.FromSeconds(20)) { MaxAttempts = 5, Lifetime = SimDuration.FromHours(1) },
            },
        ],
        Traffic =
        [
            new TrafficSpec
            {
                From = ["mta"],
                To = "mx",
                Arrivals = new ArrivalSpec.Bursts(5, SimDuration.FromMinutes(1)),
                End = SimDuration.FromMinutes(1),
                Recipients = new Distribution.Constant(2),
                Size = new Distribution.Uniform(1, 20_000),
            },
        ],
    };
}
