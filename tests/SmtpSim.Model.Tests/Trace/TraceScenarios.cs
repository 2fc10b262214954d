using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Small random scenarios in which everything goes wrong that a trace has words for.</summary>
internal static class TraceScenarios
{
    private static readonly ReplySpec[] Replies =
    [
        new(421, 4, 3, 2, "Going down"), new(450, 4, 2, 0, "Busy"), new(451, 0, 0, 0, ""), new(550, 5, 7, 1, "No"), new(552, 5, 2, 2, "Full"), new(554, 0, 0, 0, ""),
    ];

    private static Gen<FaultSpec> Fault { get; } =
        from step in Gen.Enum<SessionStep>()
        from kind in Gen.Enum<FaultKind>()
        from reply in Gen.OneOf(Replies)
        from chance in Gen.Double[0.01, 0.2]
        select kind is FaultKind.Refuse or FaultKind.Timeout
            ? new FaultSpec { At = SessionStep.Connect, Kind = kind, Chance = chance }
            : new FaultSpec { At = step, Kind = kind, Reply = kind is FaultKind.Reply or FaultKind.WrongCode ? reply : null, Chance = chance };

    private static Gen<ServerGroup> Group { get; } =
        from faults in Fault.Array[0, 4]
        from count in Gen.Int[1, 2]
        from esmtp in Gen.Bool
        from workers in Gen.Int[0, 1]
        from service in Gen.Int[0, 3000]
        from sessions in Gen.OneOf(0, 2)
        from unknown in Gen.OneOf(0.0, 0.4)
        from greylist in Gen.Bool
        from size in Gen.OneOf(0L, 4000L)
        from recipients in Gen.OneOf(1, 2, 100)
        from idle in Gen.OneOf(1, 300)
        from lmtp in Gen.OneOf(false, false, true)
        from extensions in Gen.OneOf(Gen.Const((int)Offers.All), Gen.Int[0, (int)Offers.All])
        select new ServerGroup
        {
            Name = "mx",
            Count = count,
            Esmtp = esmtp,
            Lmtp = esmtp && lmtp,
            Extensions = (ServiceExtensions)extensions,
            Workers = workers,
            Service = new ServiceTimes
            {
                Rcpt = new Distribution.Uniform(0, service * SimDuration.TicksPerMillisecond),
                Body = new Distribution.Uniform(0, service * SimDuration.TicksPerMillisecond),
            },
            SessionLimit = sessions,
            UnknownShare = unknown,
            Greylist = greylist ? new GreylistSpec { Delay = SimDuration.FromSeconds(90) } : null,
            MaxMessageBytes = size,
            MaxRecipients = recipients,
            IdleTimeout = SimDuration.FromSeconds(idle),
            Faults = faults,
        };

    private static Gen<ClientGroup> Clients { get; } =
        from count in Gen.Int[1, 3]
        from helo in Gen.Int[0, 3]
        from concurrency in Gen.Int[1, 3]
        from perSession in Gen.OneOf(1, 2, 10)
        from timeout in Gen.Int[1, 60]
        from queue in Gen.OneOf(0, 3)
        from senders in Gen.Int[1, 2]
        from interval in Gen.OneOf(1, 60)
        from attempts in Gen.Int[0, 20]
        from uses in Gen.Select(Gen.Bool, Gen.Bool, Gen.OneOf(TlsUse.Never, TlsUse.May, TlsUse.Must), Gen.OneOf(AuthMechanisms.None, AuthMechanisms.None, AuthMechanisms.Login))
        select new ClientGroup
        {
            Name = "mta",
            Count = count,
            HeloOnly = helo == 0,
            Pipelining = uses.Item1,
            Chunking = uses.Item2,
            Tls = uses.Item3,
            Auth = uses.Item4,
            Concurrency = concurrency,
            MessagesPerSession = perSession,
            QueueLimit = queue,
            Senders = senders,
            Timeouts = new ClientTimeouts { Rcpt = SimDuration.FromSeconds(timeout), Body = SimDuration.FromSeconds(timeout) },
            Retry = new RetrySpec.Fixed(SimDuration.FromSeconds(interval)) { MaxAttempts = attempts, Lifetime = SimDuration.FromHours(1) },
        };

    /// <summary>All that is said stands in the trace: no TLS, no secrets; and sizes are announced, so that a replay knows them.</summary>
    public static Gen<Scenario> Legible => Any.Select(scenario => scenario with
    {
        Servers = [.. scenario.Servers.Select(server => server with
        {
            Extensions = (server.Extensions | ServiceExtensions.Size) & ~(ServiceExtensions.StartTls | ServiceExtensions.Auth | ServiceExtensions.Limits),
        })],
        Clients = [.. scenario.Clients.Select(client => client with { Tls = TlsUse.May, Auth = AuthMechanisms.None })],
    });

    /// <summary>Every message of one is traced by a run of its own.</summary>
    public static Gen<Scenario> Any => OfAnySize.OfEvents(5_000);

    private static Gen<Scenario> OfAnySize { get; } =
        from seed in Gen.ULong
        from servers in Group
        from clients in Clients
        from outage in Gen.Int[0, 3]
        from outageStart in Gen.Int[0, 40]
        from latency in Gen.Select(Gen.Int[1, 200], Gen.Int[0, 300], Gen.OneOf(0.0, 0.1))
        from messages in Gen.Int[1, 5]
        from recipients in Gen.Int[1, 4]
        from bandwidth in Gen.OneOf(0.0, 2000.0)
        select new Scenario
        {
            Name = "random",
            Seed = seed,
            Duration = SimDuration.FromMinutes(2),
            Drain = SimDuration.FromHours(3),
            SeriesInterval = SimDuration.FromMinutes(1),
            Network = new NetworkSpec
            {
                Default = new LinkSpec
                {
                    Floor = SimDuration.FromMilliseconds(latency.Item1),
                    Jitter = new Distribution.Uniform(0, latency.Item2 * SimDuration.TicksPerMillisecond),
                    Loss = latency.Item3,
                    BytesPerSecond = bandwidth,
                },
            },
            Servers = [servers],
            Clients = [clients],
            Traffic =
            [
                new TrafficSpec
                {
                    From = ["mta"],
                    To = "mx",
                    Arrivals = new ArrivalSpec.Bursts(messages, SimDuration.FromMinutes(1)),
                    End = SimDuration.FromMinutes(2),
                    Recipients = new Distribution.Constant(recipients),
                    Size = new Distribution.Uniform(3, 8000),
                },
            ],
            Outages = outage == 3 ? [] :
                [new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(outageStart), Length = SimDuration.FromSeconds(30), Kind = (OutageKind)outage }],
        };
}
