using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What a lookup costs, how long its answer lasts, and what becomes of mail when it fails.</summary>
public class DnsTests
{
    /// <summary>A hundred messages, 36 s apart, to a domain that is looked up within 50 ms.</summary>
    private static Scenario Plain { get; } = Scene.Plain with
    {
        Servers = [Scene.Server, Scene.Server with { Name = "own" }],
        Traffic = [Scene.Once with { To = "example", Arrivals = new ArrivalSpec.Every(Scene.Seconds(36), SimDuration.Zero) }],
    };

    private static DnsSpec Quick { get; } = new() { Latency = Scene.Constant(0.05) };

    [Fact]
    public void Lookup_OfMxAndThenAddress_DelaysTheFirstMessageAlone()
    {
        var run = Run(Quick with { Ttl = SimDuration.FromDays(1) });
        Assert.Equal((2, 198), (run.Client[ClientCounter.DnsQueries], run.Client[ClientCounter.DnsCached]));
        Assert.Equal(Scene.Latencies(14) + Scene.Seconds(0.1).Ticks, run.Client.Delay.Max);
        Assert.Equal(1, HistogramCount(run, Scene.Latencies(14) + Scene.Seconds(0.1).Ticks));
        Assert.Equal(99, HistogramCount(run, Scene.Latencies(14)));
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(35, 200)]
    [InlineData(37, 100)]
    [InlineData(360, 20)]
    public void Ttl_Shorter_AsksMoreOften(int seconds, int queries)
        => Assert.Equal(queries, Run(Quick with { Ttl = Scene.Seconds(seconds) }).Client[ClientCounter.DnsQueries], queries == 20 ? 3.0 : 0);

    /// <summary>Messages that need the same answer while it is on its way wait for it together.</summary>
    [Fact]
    public void Lookups_AtTheSameTime_AskOnce()
    {
        var run = Simulation.Run((Plain with { Domains = [Domain(Quick with { Ttl = SimDuration.Zero })] }).With(Scene.Burst(20) with { To = "example" }));
        Assert.Equal((20, 2), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.DnsQueries]));
    }

    /// <summary>Other messages for the domain wait while a lookup has the only place.</summary>
    [Fact]
    public void Lookup_OfAClientWithOnePlace_TakesIt()
    {
        var scenario = (Plain with { Domains = [Domain(Quick with { Ttl = SimDuration.Zero })] }).With(Scene.Burst(3) with { To = "example" }).With(Scene.Client with { Concurrency = 1 });
        var run = Simulation.Run(scenario);
        Assert.Equal(Scene.Seconds(0.3).Ticks + Scene.Latencies(2 * 16 + 14), run.Client.Delay.Max);
    }

    [Theory]
    [InlineData(DnsFaultKind.ServFail)]
    [InlineData(DnsFaultKind.Timeout)]
    public void Failure_ForAMinute_DefersAndLosesNothing(DnsFaultKind kind)
    {
        var run = Simulation.Run((Plain with { Domains = [Domain(Quick with { Ttl = SimDuration.Zero, Faults = [Fault(kind) with { Start = Scene.Seconds(30), Length = Scene.Seconds(60) }] })] })
            .With(new RetrySpec.Fixed(Scene.Seconds(70))));
        Assert.Equal((100, 2, 2), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.AttemptsUnresolved]));
        Assert.Equal(kind == DnsFaultKind.Timeout ? Scene.Seconds(10 + 70.1).Ticks + Scene.Latencies(14) : Scene.Seconds(70.15).Ticks + Scene.Latencies(14), run.Client.Delay.Max);
        Assert.Equal((100, 102), (run.Client[ClientCounter.SessionsOpened], run.Client[ClientCounter.Attempts]));
    }

    /// <summary>A client that knows the answer notices nothing.</summary>
    [Fact]
    public void Failure_WhileTheAnswerIsKept_IsNotNoticed()
        => Assert.Equal(0, Run(Quick with { Ttl = Scene.Seconds(3500), Faults = [Fault(DnsFaultKind.ServFail) with { Start = Scene.Seconds(1), Length = Scene.Seconds(3000) }] })
            .Client[ClientCounter.AttemptsUnresolved]);

    [Fact]
    public void NoSuchDomain_Bounces_AndIsRemembered()
    {
        var run = Run(Quick with { Faults = [Fault(DnsFaultKind.NxDomain)], NegativeTtl = Scene.Seconds(1790) });
        Assert.Equal((100, 100, 0), (run.Client[ClientCounter.MessagesBounced], run.Client[ClientCounter.MessagesUnroutable], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal((2, 2), (run.Client[ClientCounter.DnsQueries], run.Client[ClientCounter.DnsNxDomain]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NullMx_WithAndWithoutDns_BouncesWithoutASession(bool looksUp)
    {
        var domain = Domain(looksUp ? Quick : null) with { Mx = [new MxSpec { Servers = "", Hosts = MxHosts.Null }] };
        var run = Simulation.Run(Plain with { Domains = [domain] });
        Assert.Equal((100, 100, 0), (run.Client[ClientCounter.MessagesBounced], run.Client[ClientCounter.MessagesUnroutable], run.Client[ClientCounter.SessionsOpened]));
    }

    [Fact]
    public void Domain_WithoutMx_IsItsOwnHost()
    {
        var run = Simulation.Run(Plain with { Domains = [Domain(Quick) with { Mx = [], Address = new MxSpec { Servers = "own" } }] });
        Assert.Equal((0, 100), (Accepted(run, 0), Accepted(run, 1)));
    }

    [Fact]
    public void MxRecords_GoneForHalfTheTime_MailGoesToTheAddressMeanwhile()
    {
        var dns = Quick with { Ttl = SimDuration.Zero, NegativeTtl = SimDuration.Zero, Faults = [Fault(DnsFaultKind.NoData) with { Length = Scene.Seconds(1800) }] };
        var run = Simulation.Run(Plain with { Domains = [Domain(dns) with { Address = new MxSpec { Servers = "own" } }] });
        Assert.Equal((50, 50), (Accepted(run, 0), Accepted(run, 1)));
    }

    /// <summary>RFC 5321 section 5.1: a domain with MX records whose hosts have no address has no other hosts.</summary>
    [Fact]
    public void MxHosts_WithoutAddress_BounceAndDoNotFallBack()
    {
        var dns = Quick with { Faults = [Fault(DnsFaultKind.NxDomain) with { Query = DnsQuery.A }] };
        var run = Simulation.Run(Plain with { Domains = [Domain(dns) with { Address = new MxSpec { Servers = "own" } }] });
        Assert.Equal((100, 0), (run.Client[ClientCounter.MessagesUnroutable], Accepted(run, 1)));
    }

    /// <summary>An address that cannot be had now leaves the others: the backup host takes the mail.</summary>
    [Fact]
    public void Address_OfOneHostFails_TheNextHostTakesTheMail()
    {
        var dns = Quick with { Ttl = SimDuration.Zero, Faults = [Fault(DnsFaultKind.ServFail) with { Query = DnsQuery.A, Chance = 0.5 }] };
        var run = Simulation.Run((Plain with { Domains = [Domain(dns) with { Mx = [new() { Servers = "mx" }, new() { Servers = "own", Preference = 20 }] }] })
            .With(new RetrySpec.Fixed(Scene.Seconds(60))));
        Assert.Equal(100, run.Client[ClientCounter.MessagesDelivered]);
        Assert.InRange(Accepted(run, 1), 20, 50); // a third: half of the times, and a third of those that come back
        Assert.InRange(run.Client[ClientCounter.AttemptsUnresolved], 15, 60);
    }

    /// <summary>A host with two addresses is dead at both, and both count.</summary>
    [Theory]
    [InlineData(AddressFamilies.Ipv4, 1)]
    [InlineData(AddressFamilies.Ipv6, 1)]
    [InlineData(AddressFamilies.Both, 2)]
    public void Host_WithTwoAddresses_IsTriedAtBoth(AddressFamilies addresses, int sessions)
    {
        var run = Simulation.Run((Plain with { Domains = [Domain(Quick with { Addresses = addresses })] }).With(new FaultSpec { At = SessionStep.Connect, Kind = FaultKind.Refuse }));
        Assert.Equal((100, 100 * sessions), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.SessionsOpened]));
    }

    /// <summary>Without A records, AAAA records do, and the other way round; where a host has no other address, mail waits.</summary>
    [Theory]
    [InlineData(DnsQuery.A, AddressFamilies.Both, 100)]
    [InlineData(DnsQuery.Aaaa, AddressFamilies.Both, 100)]
    [InlineData(DnsQuery.Aaaa, AddressFamilies.Ipv4, 100)]
    [InlineData(DnsQuery.Aaaa, AddressFamilies.Ipv6, 0)]
    public void Address_OfOneFamilyFails_TheOtherIsUsed(DnsQuery query, AddressFamilies addresses, int delivered)
    {
        var run = Run(Quick with { Addresses = addresses, Faults = [Fault(DnsFaultKind.Timeout) with { Query = query }] });
        Assert.Equal((delivered, delivered), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.SessionsOpened]));
    }

    /// <summary>RFC 2308 section 7: a failure that is kept is the answer to later questions, though the name server is well again.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(150, 2)]
    [InlineData(250, 3)]
    public void Failure_KeptByTheClient_FailsLaterAttemptsToo(int kept, int deferrals)
    {
        var dns = Quick with { FailureTtl = Scene.Seconds(kept), Faults = [Fault(DnsFaultKind.ServFail) with { Length = Scene.Seconds(60) }] };
        var run = Simulation.Run((Plain with { Domains = [Domain(dns)] }).With(Scene.Burst(1) with { To = "example" }).With(new RetrySpec.Fixed(Scene.Seconds(100))));
        Assert.Equal((1, deferrals), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Deferrals]));
        Assert.Equal(1, run.Client[ClientCounter.DnsServFail]);
    }

    private static DomainGroup Domain(DnsSpec? dns) => new() { Name = "example", Mx = [new MxSpec { Servers = "mx" }], Dns = dns };

    private static DnsFaultSpec Fault(DnsFaultKind kind) => new() { Kind = kind };

    private static Outcome Run(DnsSpec dns) => Simulation.Run(Plain with { Domains = [Domain(dns)] });

    private static long Accepted(Outcome run, int group) => run.Result.Servers[group][ServerCounter.MessagesAccepted];

    private static long HistogramCount(Outcome run, long ticks) => run.Client.Delay.Buckets[HdrLayout.IndexOf(ticks)];
}
