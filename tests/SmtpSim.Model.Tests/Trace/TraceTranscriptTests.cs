using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Golden transcripts: each scenario is small, its links have a constant latency of 20 ms, so that every time can be checked by hand.</summary>
public sealed class TraceTranscriptTests
{
    private static readonly RetrySpec EveryMinute = new RetrySpec.Fixed(SimDuration.FromMinutes(1)) { Lifetime = SimDuration.FromHours(1) };

    private static readonly RetrySpec Postfix =
        new RetrySpec.Postfix(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.Zero);

    [Fact]
    public void Trace_PlainSession_ShowsTheThreePhases()
        => Check("plain-session", Scenario(new ServerGroup { Name = "mx" }));

    [Fact]
    public void Trace_Greylisted_IsDeferredThenDelivered()
        => Check("greylisted", Scenario(new ServerGroup { Name = "mx", Count = 3, Greylist = new GreylistSpec() }, retry: Postfix));

    [Fact]
    public void Trace_LostFinalReply_IsDeliveredTwice()
        => Check("lost-final-reply", Faulty(SessionStep.Body, FaultKind.LoseReply, messages: 20), new TraceRequest.First(TraceEvent.Duplicated));

    [Fact]
    public void Trace_LostReplyOfGreylist_TellsBothReasons()
    {
        var scenario = Faulty(SessionStep.Rcpt, FaultKind.LoseReply, messages: 1, chance: 1);
        Check("lost-greylist-reply", scenario with
        {
            Servers = [scenario.Servers[0] with { Greylist = new GreylistSpec() }],
            Clients = [scenario.Clients[0] with { Retry = new RetrySpec.None() }],
        });
    }

    [Fact]
    public void Trace_ResetInMidSession_IsDeferred()
        => Check("reset", Faulty(SessionStep.Data, FaultKind.Reset, messages: 20), new TraceRequest.First(TraceEvent.Reset));

    [Fact]
    public void Trace_SilentServer_TimesOut()
        => Check("silent", Faulty(SessionStep.Mail, FaultKind.Silent, messages: 20), new TraceRequest.First(TraceEvent.TimedOut));

    [Fact]
    public void Trace_LostGreeting_TimesOut()
        => Check("lost-greeting", Faulty(SessionStep.Greeting, FaultKind.LoseReply, messages: 20), new TraceRequest.First(TraceEvent.Lost));

    [Fact]
    public void Trace_TransientReply_NamesTheFault()
        => Check("transient-reply", Faulty(SessionStep.Body, FaultKind.Reply, messages: 20, new ReplySpec(451, 4, 3, 0, "Try later")), new TraceRequest.FirstReply(451));

    [Fact]
    public void Trace_RefusedByFault_IsDeferred()
        => Check("refused-by-fault", Faulty(SessionStep.Connect, FaultKind.Refuse, messages: 20), new TraceRequest.First(TraceEvent.Refused));

    [Fact]
    public void Trace_ServerFull_Is421()
        => Check("session-limit", Scenario(new ServerGroup { Name = "mx", SessionLimit = 2 }, messages: 3));

    [Fact]
    public void Trace_ServerHearsNothing_Is421()
        => Check("idle-timeout", Scenario(new ServerGroup { Name = "mx", IdleTimeout = SimDuration.FromMilliseconds(30) }, retry: new RetrySpec.None()));

    [Fact]
    public void Trace_OutageRefuses_NamesTheOutage()
        => Check("outage-refuse", Out(OutageKind.Refuse));

    [Fact]
    public void Trace_OutageUnreachable_TimesOut()
        => Check("outage-timeout", Out(OutageKind.Timeout));

    [Fact]
    public void Trace_OutageUnavailable_Is421()
        => Check("outage-unavailable", Out(OutageKind.ServiceUnavailable));

    [Fact]
    public void Trace_OutageDuringWork_ResetsTheSession()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", Service = new ServiceTimes { Body = Ticks(SimDuration.FromSeconds(10)) } }, retry: EveryMinute);
        Check("outage-during-work", scenario with { Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromSeconds(5), Length = SimDuration.FromMinutes(2), Kind = OutageKind.Refuse }] });
    }

    [Fact]
    public void Trace_OutageOverBeforeNextCommand_ResetsTheSession()
    {
        // The outage comes and goes while a command is on its way.
        var scenario = Scenario(new ServerGroup { Name = "mx" }, retry: EveryMinute);
        Check("outage-between-commands", scenario with { Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromMilliseconds(82), Length = SimDuration.FromMilliseconds(10), Kind = OutageKind.Timeout }] });
    }

    [Fact]
    public void Trace_MixedRecipients_EachHasItsFate()
    {
        var group = new ServerGroup { Name = "mx", Mailboxes = 100, UnknownShare = 0.3, MaxRecipients = 3, Greylist = new GreylistSpec() };
        Check("mixed-recipients", Scenario(group, retry: Postfix, recipients: 6));
    }

    [Fact]
    public void Trace_Lmtp_ShowsTheReplyToEachRecipient()
    {
        var full = new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reply, Reply = new ReplySpec(452, 4, 2, 2, "Mailbox full"), When = new FaultWhen { Times = 1, FirstMailbox = 2, LastMailbox = 2 } };
        Check("lmtp", Scenario(new ServerGroup { Name = "mx", Lmtp = true, Mailboxes = 3, Faults = [full] }, retry: EveryMinute, recipients: 3));
    }

    [Fact]
    public void Trace_ConnectionReuse_ShowsWhoseTransactionsAreWhose()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", UnknownShare = 0.5, Mailboxes = 10 }, messages: 4);
        Check("connection-reuse", scenario with { Clients = [scenario.Clients[0] with { Concurrency = 1, MessagesPerSession = 10 }] },
            new TraceRequest.Message("mta", 3));
    }

    [Fact]
    public void Trace_RetryInTheSameSession_ShowsBothAttempts()
    {
        // The retry schedule is so fast that the message is due again while its session still serves the others.
        var scenario = Scenario(new ServerGroup { Name = "mx", Greylist = new GreylistSpec { Delay = SimDuration.FromMilliseconds(200) } }, messages: 4,
            retry: new RetrySpec.Fixed(SimDuration.FromMilliseconds(150)) { Lifetime = SimDuration.FromHours(1) });
        Check("retry-in-same-session", scenario with { Clients = [scenario.Clients[0] with { Concurrency = 1, MessagesPerSession = 100 }] });
    }

    [Fact]
    public void Trace_EhloRefused_FallsBackToHelo()
        => Check("ehlo-refused", Scenario(new ServerGroup { Name = "mx", Esmtp = false, MaxMessageBytes = 1000 }));

    [Fact]
    public void Trace_TooLargeForAnnouncedSize_BouncesAtMail()
        => Check("too-large", Scenario(new ServerGroup { Name = "mx", MaxMessageBytes = 1000 }));

    [Fact]
    public void Trace_SlowServer_TimesOutInTheQueueForAWorker()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", Workers = 1, Service = new ServiceTimes { Rcpt = Ticks(SimDuration.FromSeconds(40)) } }, messages: 3);
        var timeouts = new ClientTimeouts { Rcpt = SimDuration.FromSeconds(60) };
        Check("slow-server", scenario with { Clients = [scenario.Clients[0] with { Timeouts = timeouts }] }, new TraceRequest.First(TraceEvent.TimedOut));
    }

    [Fact]
    public void Trace_SecondCopyTooLateForItsClient_IsTold()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", Service = new ServiceTimes { Body = Ticks(SimDuration.FromSeconds(40)) } },
            retry: new RetrySpec.Fixed(SimDuration.FromMinutes(1)) { MaxAttempts = 2, Lifetime = SimDuration.FromHours(1) });
        var timeouts = new ClientTimeouts { Body = SimDuration.FromSeconds(20) };
        Check("late-second-copy", scenario with { Clients = [scenario.Clients[0] with { Timeouts = timeouts }] }, new TraceRequest.First(TraceEvent.Duplicated));
    }

    [Fact]
    public void Trace_SlowNetwork_TimesOut()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx" }, retry: new RetrySpec.None());
        Check("slow-network", scenario with { Clients = [scenario.Clients[0] with { Timeouts = new ClientTimeouts { Greeting = SimDuration.FromMilliseconds(39) } }] });
    }

    [Fact]
    public void Trace_Bandwidth_DelaysTheFinalDot()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx" });
        Check("bandwidth", scenario with { Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(20), BytesPerSecond = 1000 } } });
    }

    [Fact]
    public void Trace_QueueFull_IsDropped()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx" }, messages: 3);
        Check("dropped", scenario with { Clients = [scenario.Clients[0] with { QueueLimit = 2 }] }, new TraceRequest.First(TraceEvent.Dropped));
    }

    [Fact]
    public void Trace_NoFreeSession_Waits()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx" }, messages: 3);
        Check("waiting", scenario with { Clients = [scenario.Clients[0] with { Concurrency = 2 }] }, new TraceRequest.Message("mta", 3));
    }

    [Fact]
    public void Trace_NeverAccepted_Expires()
        => Check("expired", Faulty(SessionStep.Mail, FaultKind.Reply, messages: 1, new ReplySpec(450, 4, 2, 0, "Busy"), chance: 1, lifetime: SimDuration.FromMinutes(3)));

    [Fact]
    public void Trace_RunEnds_IsStillQueued()
        => Check("queued", Faulty(SessionStep.Mail, FaultKind.Reply, messages: 1, new ReplySpec(450, 4, 2, 0, "Busy"), chance: 1) with { Drain = SimDuration.FromSeconds(30) });

    [Fact]
    public void Trace_Pipelining_ShowsGroupsTogether()
        => Check("pipelining", Scenario(new ServerGroup { Name = "mx", Extensions = Offers.Pipelining }, recipients: 3));

    [Fact]
    public void Trace_RefusedMailOfAGroup_ShowsTheRepliesThatMeanNothing()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", Extensions = Offers.Pipelining, MaxMessageBytes = 1000 }, messages: 2, recipients: 2);
        Check("pipelined-refusal", scenario with { Clients = [scenario.Clients[0] with { Concurrency = 1, MessagesPerSession = 10 }] });
    }

    [Fact]
    public void Trace_AllExtensions_ShowsHandshakeLoginAndChunk()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", Extensions = Offers.All, Service = new ServiceTimes { StartTls = Ticks(SimDuration.FromMilliseconds(5)) } });
        Check("all-extensions", scenario with { Clients = [scenario.Clients[0] with { Chunking = true, Auth = AuthMechanisms.Login }] });
    }

    [Fact]
    public void Trace_TlsThatIsNotOffered_SaysWhyTheClientLeaves()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx" }, retry: new RetrySpec.None());
        Check("tls-not-offered", scenario with { Clients = [scenario.Clients[0] with { Tls = TlsUse.Must }] });
    }

    [Fact]
    public void Trace_MailOutsideTls_NamesTheRequirement()
    {
        var scenario = Scenario(new ServerGroup { Name = "mx", Extensions = Offers.StartTls, Requires = MailRequirement.Tls });
        Check("tls-required", scenario with { Clients = [scenario.Clients[0] with { Tls = TlsUse.Never }] });
    }

    private static void Check(string name, Scenario scenario, TraceRequest? request = null)
        => PlainTrace.ShouldBe(name, TraceRun.Run(scenario, request ?? TraceRequest.Default).Log);

    private static Scenario Out(OutageKind kind) => Scenario(new ServerGroup { Name = "mx" }, retry: EveryMinute) with
    {
        Outages = [new OutageSpec { Servers = "mx", Start = SimDuration.FromMilliseconds(10), Length = SimDuration.FromSeconds(50), Kind = kind }],
    };

    private static Scenario Faulty(
        SessionStep at, FaultKind kind, int messages, ReplySpec? reply = null, double chance = 0.2, SimDuration? lifetime = null)
        => Scenario(
            new ServerGroup { Name = "mx", Faults = [new FaultSpec { At = at, Kind = kind, Reply = reply, Chance = chance }] },
            messages,
            lifetime is { } value ? EveryMinute with { Lifetime = value } : EveryMinute);

    private static Scenario Scenario(ServerGroup servers, int messages = 1, RetrySpec? retry = null, int recipients = 1) => new()
    {
        Name = "small",
        Seed = 7,
        Duration = SimDuration.FromMinutes(1),
        Drain = SimDuration.FromDays(5),
        SeriesInterval = SimDuration.FromMinutes(1),
        Network = new NetworkSpec { Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(20) } },
        Servers = [servers],
        Clients = [new ClientGroup { Name = "mta", Retry = retry ?? EveryMinute }],
        Traffic =
        [
            new TrafficSpec
            {
                From = ["mta"],
                To = "mx",
                Arrivals = new ArrivalSpec.Bursts(messages, SimDuration.Zero),
                End = SimDuration.FromMinutes(1),
                Recipients = new Distribution.Constant(recipients),
            },
        ],
    };

    private static Distribution.Constant Ticks(SimDuration duration) => new(duration.Ticks);
}
