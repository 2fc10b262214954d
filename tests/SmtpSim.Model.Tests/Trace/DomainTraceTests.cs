using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Golden transcripts of mail for domains: the hosts that one attempt goes through, and lookups. Each link has a latency of 20 ms.</summary>
public sealed class DomainTraceTests
{
    [Fact]
    public void Trace_HostsThatFail_AreSessionsOfOneAttempt()
    {
        FaultSpec[] refuses = [new() { At = SessionStep.Connect, Kind = FaultKind.Refuse }];
        FaultSpec[] busy = [new() { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(450, 4, 2, 0, "Busy") }];
        Check("next-host", Scenario(null, [Server("mx-dead") with { Faults = refuses }, Server("mx-busy") with { Faults = busy }, Server("mx-good")]));
    }

    [Fact]
    public void Trace_LookupThatFailsAtFirst_IsDeferredAndTriedAgain()
    {
        var fault = new DnsFaultSpec { Kind = DnsFaultKind.ServFail, Length = SimDuration.FromSeconds(30) };
        Check("lookup-failed", Scenario(new DnsSpec { Faults = [fault] }, [Server("mx")]));
    }

    [Fact]
    public void Trace_HostsWithoutAddress_Bounces()
    {
        var fault = new DnsFaultSpec { Kind = DnsFaultKind.NxDomain, Query = DnsQuery.A };
        Check("no-address", Scenario(new DnsSpec { Faults = [fault] }, [Server("mx")]));
    }

    [Fact]
    public void Trace_NullMx_IsNotTried()
    {
        var scenario = Scenario(new DnsSpec(), [Server("mx")]);
        Check("null-mx", scenario with { Domains = [scenario.Domains[0] with { Mx = [new MxSpec { Servers = "", Hosts = MxHosts.Null }] }] });
    }

    private static void Check(string name, Scenario scenario) => PlainTrace.ShouldBe(name, TraceRun.Run(scenario, TraceRequest.Default).Log);

    private static ServerGroup Server(string name) => new() { Name = name };

    private static Scenario Scenario(DnsSpec? dns, ServerGroup[] servers) => new()
    {
        Name = "small",
        Seed = 7,
        Duration = SimDuration.FromMinutes(1),
        Drain = SimDuration.FromDays(5),
        SeriesInterval = SimDuration.FromMinutes(1),
        Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(20) } },
        Servers = servers,
        Domains = [new DomainGroup { Name = "example", Count = 3, Mx = [.. servers.Select((server, i) => new MxSpec { Servers = server.Name, Preference = 10 * i })], Dns = dns }],
        Clients = [new ClientGroup { Name = "mta", Retry = new RetrySpec.Fixed(SimDuration.FromMinutes(1)) }],
        Traffic = [new TrafficSpec { From = ["mta"], To = "example", Arrivals = new ArrivalSpec.Bursts(1, SimDuration.Zero), End = SimDuration.FromMinutes(1) }],
    };
}
