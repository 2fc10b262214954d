using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains.Tests;

/// <summary>Scenarios in which much happens between few hosts.</summary>
internal static class GrainScenarios
{
    /// <summary>Every kind of thing at once, different for each seed.</summary>
    public static Scenario Busy(ulong seed)
    {
        var random = new RandomKey(seed);
        long Pick(ulong draw, long most) => (long)Uniform.Below(random.Draw(draw), (uint)most);
        return new Scenario
        {
            Name = $"busy-{seed}",
            Seed = seed,
            Duration = SimDuration.FromMinutes(2),
            Drain = SimDuration.FromMinutes(20),
            SeriesInterval = SimDuration.FromMinutes(1),
            Network = new NetworkSpec
            {
                Default = new LinkSpec
                {
                    Floor = SimDuration.FromMilliseconds(5 + Pick(0, 40)),
                    Jitter = new Distribution.Exponential(SimDuration.TicksPerMillisecond * (1 + Pick(1, 20))),
                    Loss = Pick(2, 3) * 0.005,
                    BytesPerSecond = Pick(3, 2) * 200_000,
                },
            },
            Servers =
            [
                new ServerGroup
                {
                    Name = "mx",
                    Count = 1 + (int)Pick(4, 4),
                    Workers = 1 + (int)Pick(5, 2),
                    SessionLimit = 2 + (int)Pick(6, 10),
                    UnknownShare = 0.05,
                    Mailboxes = 50,
                    MaxRecipients = 2,
                    MaxMessageBytes = 60_000,
                    Service = new ServiceTimes { Body = new Distribution.Exponential(SimDuration.TicksPerMillisecond * 300) },
                    Faults =
                    [
                        new FaultSpec { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = 0.05 },
                        new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reset, Chance = 0.02 },
                        new FaultSpec { At = SessionStep.Data, Kind = FaultKind.Silent, Chance = 0.01 },
                    ],
                },
                new ServerGroup { Name = "grey", Count = 2, Esmtp = Pick(7, 2) == 0, Greylist = new GreylistSpec() },
            ],
            Clients =
            [
                new ClientGroup { Name = "postfix", Count = 7, Retry = new RetrySpec.Postfix(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.FromSeconds(300)), Concurrency = 2 },
                new ClientGroup { Name = "jitter", Count = 5, MessagesPerSession = 5, Concurrency = 1, Retry = new RetrySpec.Exponential(SimDuration.FromSeconds(10), 2, SimDuration.FromHours(1), JitterKind.Full) { MaxAttempts = 20 } },
            ],
            Traffic =
            [
                new TrafficSpec { From = ["postfix", "jitter"], To = "mx", Arrivals = new ArrivalSpec.Poisson(0.05), End = SimDuration.FromMinutes(2), Recipients = new Distribution.Uniform(1, 5), Size = new Distribution.LogNormal(9.5, 1) },
                new TrafficSpec { From = ["jitter"], To = "grey", Arrivals = new ArrivalSpec.Bursts(10, SimDuration.FromSeconds(50)), End = SimDuration.FromMinutes(2) },
            ],
            Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(50), Length = SimDuration.FromSeconds(20), Kind = (OutageKind)Pick(8, 3) }],
        };
    }
}
