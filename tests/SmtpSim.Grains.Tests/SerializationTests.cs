using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains.Tests;

public class SerializationTests
{
    private static readonly Serializer Serializer = new ServiceCollection()
        .AddSerializer(builder => builder.AddAssembly(typeof(MtaGrain).Assembly))
        .BuildServiceProvider().GetRequiredService<Serializer>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public void EventBatch_ThroughTheCodec_KeepsEveryByte(int count)
    {
        var key = new RandomKey(42);
        var events = new SimEvent[count];
        var words = MemoryMarshal.Cast<SimEvent, ulong>(events.AsSpan());
        for (var i = 0; i < words.Length; i++)
            words[i] = key.Draw((ulong)i);
        var batch = new EventBatch { Stamp = new RunStamp(3, long.MaxValue - 1), Events = events };
        var back = Serializer.Deserialize<EventBatch>(Serializer.SerializeToArray(batch))!;
        Assert.Equal(batch.Stamp, back.Stamp);
        Assert.True(MemoryMarshal.AsBytes(events.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(back.Events.Span)));
    }

    [Fact]
    public void Scenario_ThroughTheCodec_GivesTheSameResult()
    {
        var scenario = GrainScenarios.Busy(5);
        var back = Serializer.Deserialize<Scenario>(Serializer.SerializeToArray(scenario))!;
        Assert.Equal(DigestOf(scenario), DigestOf(back));
    }

    [Fact]
    public void ScenarioWithDomainsAndTroubles_ThroughTheCodec_GivesTheSameResult()
    {
        var busy = GrainScenarios.Busy(5);
        var scenario = busy with
        {
            Domains =
            [
                new DomainGroup
                {
                    Name = "example",
                    Count = 3,
                    Mx = [new MxSpec { Servers = "grey", Preference = 5, Hosts = MxHosts.One, Number = 2 }, new MxSpec { Servers = "mx", Hosts = MxHosts.InTurn }],
                    Address = new MxSpec { Servers = "mx" },
                    Dns = new DnsSpec
                    {
                        Addresses = AddressFamilies.Both,
                        Faults = [new DnsFaultSpec { Kind = DnsFaultKind.NoData, Chance = 0.3, Start = SimDuration.FromSeconds(30), Length = SimDuration.FromSeconds(40) }],
                    },
                },
            ],
            Network = busy.Network with
            {
                Back = new ReturnLinkSpec { Loss = 0.1 },
                Partitions = [new LossPeriodSpec { From = "postfix", Start = SimDuration.FromSeconds(20), Length = SimDuration.FromSeconds(9), Every = SimDuration.FromSeconds(50) }],
                LossPeriods = [new LossPeriodSpec { To = "mx", Start = SimDuration.FromSeconds(60), Length = SimDuration.FromSeconds(30), Loss = 0.4, Direction = LinkDirection.Back }],
            },
            Traffic = [.. busy.Traffic.Select(stream => stream with { To = "example" })],
        };
        var back = Serializer.Deserialize<Scenario>(Serializer.SerializeToArray(scenario))!;
        Assert.Equal(DigestOf(scenario), DigestOf(back));
        Assert.NotEqual(DigestOf(busy), DigestOf(back));
    }

    [Fact]
    public void ScenarioOfEveryKind_ThroughTheCodec_KeepsItsParts()
    {
        Distribution[] distributions =
        [
            new Distribution.Constant(1.5), new Distribution.Uniform(1, 2), new Distribution.Exponential(3), new Distribution.Normal(4, 5),
            new Distribution.LogNormal(1, 2), new Distribution.Gamma(1, 2), new Distribution.Weibull(1, 2), new Distribution.Pareto(1, 2),
            new Distribution.HyperExponential([0.5, 0.5], [1, 2]), new Distribution.Empirical([1, 2], [0.25, 0.75]),
        ];
        RetrySpec[] retries =
        [
            new RetrySpec.None(), new RetrySpec.Fixed(SimDuration.FromSeconds(1)), new RetrySpec.Exim(), new RetrySpec.Qmail { MaxAttempts = 3 },
            new RetrySpec.Postfix(SimDuration.FromSeconds(1), SimDuration.FromSeconds(2), SimDuration.FromSeconds(3)) { Lifetime = SimDuration.FromDays(1) },
            new RetrySpec.Exponential(SimDuration.FromSeconds(1), 2, SimDuration.FromSeconds(9), JitterKind.Decorrelated),
            new RetrySpec.Exim { Rule = "F,1h,1m" }, new RetrySpec.OpenSmtpd(), new RetrySpec.Haraka(), new RetrySpec.Chasquid { Lifetime = SimDuration.FromHours(3) },
            new RetrySpec.Exchange(SimDuration.FromSeconds(4)), new RetrySpec.Rfc5321(SimDuration.FromSeconds(5)), new RetrySpec.KumoMta(SimDuration.FromSeconds(6), SimDuration.FromSeconds(7)),
            new RetrySpec.Sendmail(SimDuration.FromSeconds(1), SimDuration.FromSeconds(2), SimDuration.FromSeconds(3)),
            new RetrySpec.Linear(SimDuration.FromSeconds(1), SimDuration.FromSeconds(2), SimDuration.FromSeconds(3)),
            new RetrySpec.Random(new Distribution.Exponential(8)), new RetrySpec.Waits([SimDuration.FromSeconds(1), SimDuration.FromSeconds(2)]),
        ];
        ArrivalSpec[] arrivals =
        [
            new ArrivalSpec.Poisson(2), new ArrivalSpec.Every(SimDuration.FromSeconds(1), null), new ArrivalSpec.Every(SimDuration.FromSeconds(1), SimDuration.Zero),
            new ArrivalSpec.Bursts(3, SimDuration.Zero), new ArrivalSpec.Closed(new Distribution.Exponential(9e7), 20), new ArrivalSpec.Trace("a.csv", [1, 2], [0, 1], [10, 20], [1, 2]),
        ];
        var scenario = GrainScenarios.Busy(1) with
        {
            Clients = [.. retries.Select((retry, i) => new ClientGroup { Name = $"c{i}", Retry = retry })],
            Traffic = [.. distributions.SelectMany(size => arrivals.Select(arrival => new TrafficSpec { From = ["c0"], To = "mx", Arrivals = arrival, End = SimDuration.FromSeconds(9), Size = size }))],
        };
        var bytes = Serializer.SerializeToArray(scenario);
        var back = Serializer.Deserialize<Scenario>(bytes)!;
        Assert.Equal(bytes, Serializer.SerializeToArray(back));
        Assert.Equal(scenario.Clients[4].Retry, back.Clients[4].Retry);
        Assert.Equal(scenario.Traffic[0], back.Traffic[0] with { From = scenario.Traffic[0].From });
    }

    private static string DigestOf(Scenario scenario)
    {
        var world = new World(scenario);
        var partition = new Partition(world, 0, 1);
        partition.Advance(long.MaxValue);
        return ResultMerger.Merge(world, [partition.Close(world.End)], complete: true).Digest;
    }
}
