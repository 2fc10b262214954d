using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Which hosts of a domain an attempt turns to, in which order, and after which failures (RFC 5321 section 5.1).</summary>
public class MailRoutingTests
{
    private static readonly ServerGroup Primary = Scene.Server with { Name = "primary" };
    private static readonly ServerGroup Backup = Scene.Server with { Name = "backup" };

    /// <summary>A hundred messages, one after the other, to a domain with a primary and a backup host.</summary>
    private static Scenario Plain { get; } = Scene.Plain with
    {
        Servers = [Primary, Backup],
        Domains = [new DomainGroup { Name = "example", Mx = [new() { Servers = "backup", Preference = 20 }, new() { Servers = "primary", Preference = 10 }] }],
        Traffic = [Scene.Once with { To = "example", Arrivals = new ArrivalSpec.Every(Scene.Seconds(36), SimDuration.Zero) }],
    };

    [Fact]
    public void Hosts_AllUp_TheMostPreferredTakesAll()
    {
        var run = Simulation.Run(Plain);
        Assert.Equal((100, 0), (Accepted(run, 0), Accepted(run, 1)));
        Assert.Equal(100, run.Client[ClientCounter.SessionsOpened]);
    }

    [Theory]
    [InlineData(FaultKind.Refuse)]
    [InlineData(FaultKind.Timeout)]
    public void Connection_Fails_TheSameAttemptGoesOnAtTheNextHost(FaultKind kind)
    {
        var run = Simulation.Run(Plain with { Servers = [Failing(SessionStep.Connect, kind), Backup] });
        Assert.Equal((0, 100), (Accepted(run, 0), Accepted(run, 1)));
        Assert.Equal((100, 0, 200), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal(kind == FaultKind.Refuse ? Scene.Latencies(2 + 14) : Scene.Seconds(30).Ticks + Scene.Latencies(14), run.Client.Delay.Max);
    }

    [Theory]
    [InlineData(SessionStep.Greeting, 421, NextHostAfter.Session, 100)]
    [InlineData(SessionStep.Greeting, 450, NextHostAfter.Session, 100)]
    [InlineData(SessionStep.Greeting, 554, NextHostAfter.Session, 100)]
    [InlineData(SessionStep.Greeting, 450, NextHostAfter.Connect, 0)]
    [InlineData(SessionStep.Mail, 451, NextHostAfter.Transient, 100)]
    [InlineData(SessionStep.Rcpt, 451, NextHostAfter.Transient, 100)]
    [InlineData(SessionStep.Rcpt, 451, NextHostAfter.Session, 0)]
    [InlineData(SessionStep.Body, 452, NextHostAfter.Transient, 100)]
    [InlineData(SessionStep.Rcpt, 550, NextHostAfter.Transient, 0)]
    public void Reply_OfTheFirstHost_DecidesWhetherTheNextIsTried(SessionStep step, int code, NextHostAfter after, int delivered)
    {
        var run = Simulation.Run(Plain with
        {
            Servers = [Primary with { Faults = [new FaultSpec { At = step, Kind = FaultKind.Reply, Reply = new ReplySpec(code, code / 100, 3, 0, "") }] }, Backup],
            Clients = [Scene.Client with { Mx = new HostChoice { NextAfter = after } }],
        });
        Assert.Equal((0, delivered), (Accepted(run, 0), Accepted(run, 1)));
        Assert.Equal(code == 550 ? 100 : 0, run.Client[ClientCounter.MessagesBounced]);
        Assert.Equal(100, run.Client[ClientCounter.Attempts]);
    }

    /// <summary>Postfix's limits: five addresses, and two sessions that come as far as MAIL.</summary>
    [Theory]
    [InlineData(SessionStep.Connect, 5)]
    [InlineData(SessionStep.Rcpt, 2)]
    public void Hosts_ManyAndAllFailing_AreTriedUpToTheLimit(SessionStep step, int sessions)
    {
        var kind = step == SessionStep.Connect ? FaultKind.Refuse : FaultKind.Reply;
        var run = Simulation.Run(Plain with
        {
            Servers = [Failing(step, kind) with { Count = 8 }],
            Domains = [new DomainGroup { Name = "example", Mx = [new() { Servers = "primary" }] }],
        });
        Assert.Equal((100, 100 * sessions), (run.Client[ClientCounter.Attempts], run.Client[ClientCounter.SessionsOpened]));
        Assert.Equal(100, run.Client[ClientCounter.MessagesExpired]);
    }

    [Fact]
    public void Attempt_AfterTheLastHost_IsDeferredAndBeginsAnew()
    {
        var run = Simulation.Run((Plain with { Servers = [Failing(SessionStep.Connect, FaultKind.Refuse), Backup with { Greylist = new GreylistSpec { Delay = Scene.Seconds(50) } }] })
            .With(new RetrySpec.Fixed(Scene.Seconds(60))));
        Assert.Equal((100, 200, 100), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts], run.Client[ClientCounter.Deferrals]));
        Assert.Equal(400, run.Client[ClientCounter.SessionsOpened]);
    }

    /// <summary>Of equals each is as likely; whichever is tried first, a domain with one of two hosts down loses nothing.</summary>
    [Fact]
    public void Hosts_OfEqualPreference_ShareTheMail()
    {
        var scenario = Plain with
        {
            Servers = [Primary with { Count = 4 }],
            Domains = [new DomainGroup { Name = "example", Count = 3, Mx = [new() { Servers = "primary" }] }],
            Traffic = [Scene.Once with { To = "example", Arrivals = new ArrivalSpec.Every(Scene.Seconds(0.9), SimDuration.Zero) }],
        };
        var counts = Enumerable.Range(1, 4).Select(number => (double)Simulation.Run(scenario with
        {
            Servers = [Primary, Backup],
            Domains = [scenario.Domains[0] with { Mx = [new() { Servers = "primary" }, new() { Servers = "backup" }] }],
            Seed = (ulong)number,
        }).Result.Servers[0][ServerCounter.MessagesAccepted]).Average();
        Assert.Equal(2000, counts, 80.0);
        Assert.Equal(4000, Simulation.Run(scenario).Server[ServerCounter.MessagesAccepted]);
    }

    [Fact]
    public void Domains_InTurn_HaveAHostEach()
    {
        var run = Simulation.Run(Plain with
        {
            Servers = [Primary with { Count = 3, SessionLimit = 1 }],
            Domains = [new DomainGroup { Name = "example", Count = 3, Mx = [new() { Servers = "primary", Hosts = MxHosts.InTurn }] }],
            Traffic = [Scene.Burst(30) with { To = "example" }],
            Clients = [Scene.Client with { Concurrency = 1 }],
        });
        // One session at a time to each domain, and each domain has a server of its own: nobody is turned away.
        Assert.Equal((30, 0), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.SessionsOverLimit]));
    }

    [Fact]
    public void Mailboxes_OfADomain_AreTheSameAtAllItsHosts()
    {
        var run = Simulation.Run(Plain with
        {
            Servers = [Primary with { UnknownShare = 0.5, Mailboxes = 1, Faults = [new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reply, Reply = Scene.Busy, Chance = 0.5 }] }, Backup with { UnknownShare = 0.5, Mailboxes = 1 }],
        });
        Assert.Contains(run.Sum(ServerCounter.RecipientsUnknown), new[] { 0L, 100L });
        Assert.Equal(100, run.Client[ClientCounter.MessagesDelivered] + run.Client[ClientCounter.MessagesBounced]);
    }

    /// <summary>A message that another one's session takes along and that fails there goes on at the other host, not at the same one again.</summary>
    [Fact]
    public void Session_SharedByMessages_EachGoesOnByItself()
    {
        var run = Simulation.Run(Plain with
        {
            Servers = [Primary with { Faults = [new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = Scene.Busy, Chance = 0.5 }] }, Backup],
            Clients = [Scene.Client with { Concurrency = 1, MessagesPerSession = 2 }],
            Traffic = [Scene.Burst(400) with { To = "example" }],
        });
        Assert.Equal((400, 400), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts]));
        Assert.InRange(Accepted(run, 1), 100, 300);
        Assert.Equal(1, run.Client.PeakSessionsPerHost);
    }

    private static long Accepted(Outcome run, int group) => run.Result.Servers[group][ServerCounter.MessagesAccepted];

    private static ServerGroup Failing(SessionStep step, FaultKind kind)
        => Primary with { Faults = [new FaultSpec { At = step, Kind = kind, Reply = kind == FaultKind.Reply ? Scene.Busy : null }] };
}
