using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Every key of the language reaches the property that it is for, by way of its path.</summary>
public sealed class KeyTests
{
    private static readonly ReplySpec Busy = new(450, 4, 2, 0, "Busy");

    private static readonly (string Set, Func<Scenario, bool> Holds)[] Cases =
    [
        ("schema=1", s => s.Name == "sample"),
        ("name=other", s => s.Name == "other"),
        ("seed=7", s => s.Seed == 7),
        ("replication=3", s => s.Replication == 3),
        ("duration=2h", s => s.Duration == SimDuration.FromHours(2) && s.Traffic[0].End == s.Duration),
        ("drain=5d", s => s.Drain == SimDuration.FromDays(5)),
        ("series=10s", s => s.SeriesInterval == SimDuration.FromSeconds(10)),

        ("network={ loss: 1% }", s => s.Network.Default.Loss == 0.01),
        ("network.latency=7ms", s => s.Network.Default.Floor == SimDuration.FromMilliseconds(7)),
        ("network.latency.floor=8ms", s => s.Network.Default.Floor == SimDuration.FromMilliseconds(8)),
        ("network.latency.jitter=9ms", s => s.Network.Default.Jitter == new Distribution.Constant(90_000)),
        ("network.loss=0.5%", s => s.Network.Default.Loss == 0.005),
        ("network.bandwidth=2 MB/s", s => s.Network.Default.BytesPerSecond == 2e6),
        ("network.links=[{}]", s => s.Network.Links[0] == new LinkOverride(null, null, s.Network.Default)),
        ("network.links=[{ from: a }]", s => s.Network.Links[0] is { From: "a", To: null }),
        ("network.links=[{ to: mx }]", s => s.Network.Links[0] is { From: null, To: "mx" }),
        ("network.links=[{ latency: 1ms }]", s => s.Network.Links[0].Link == s.Network.Default with { Floor = SimDuration.FromMilliseconds(1) }),
        ("network.links=[{ latency: { floor: 1ms, jitter: 2ms } }]", s => s.Network.Links[0].Link.Jitter == new Distribution.Constant(20_000)),
        ("network.links=[{ loss: 3% }]", s => s.Network.Links[0].Link == s.Network.Default with { Loss = 0.03 }),
        ("network.links=[{ bandwidth: 1 kB/s }]", s => s.Network.Links[0].Link == s.Network.Default with { BytesPerSecond = 1000 }),

        ("servers={ mx: {}, other: {} }", s => s.Servers[1] == new ServerGroup { Name = "other" }),
        ("servers.mx.count=40", s => s.Servers[0].Count == 40),
        ("servers.mx.esmtp=false", s => !s.Servers[0].Esmtp),
        ("servers.mx.extensions=[pipelining, size]", s => s.Servers[0].Extensions == (ServiceExtensions.Pipelining | ServiceExtensions.Size)),
        ("servers.mx.extensions=[limits, auth, starttls, dsn, enhancedstatuscodes, chunking, smtputf8, 8bitmime, size, pipelining]",
            s => s.Servers[0].Extensions == (ServerOffer.Everything.Extensions & ~ServiceExtensions.BinaryMime)),
        ("servers.mx.extensions=[]", s => s.Servers[0].Extensions == ServiceExtensions.None),
        ("servers.mx={ extensions: [starttls], require: tls }", s => s.Servers[0].Requires == MailRequirement.Tls),
        ("servers.mx={ extensions: [auth], require: auth }", s => s.Servers[0].Requires == MailRequirement.Auth),
        ("servers.mx.workers=4", s => s.Servers[0].Workers == 4),
        ("servers.mx.service=5ms", s => Services(s).All(service => service == new Distribution.Constant(50_000))),
        ("servers.mx.service.connect=1ms", s => s.Servers[0].Service.Connect == new Distribution.Constant(10_000)),
        ("servers.mx.service.hello=1ms", s => s.Servers[0].Service.Hello == new Distribution.Constant(10_000)),
        ("servers.mx.service.mail=1ms", s => s.Servers[0].Service.Mail == new Distribution.Constant(10_000)),
        ("servers.mx.service.rcpt=1ms", s => s.Servers[0].Service.Rcpt == new Distribution.Constant(10_000)),
        ("servers.mx.service.data=1ms", s => s.Servers[0].Service.Data == new Distribution.Constant(10_000)),
        ("servers.mx.service.body=1ms", s => s.Servers[0].Service.Body == new Distribution.Constant(10_000)),
        ("servers.mx.service.rset=1ms", s => s.Servers[0].Service.Rset == new Distribution.Constant(10_000)),
        ("servers.mx.service.quit=1ms", s => s.Servers[0].Service.Quit == new Distribution.Constant(10_000)),
        ("servers.mx.service.starttls=1ms", s => s.Servers[0].Service.StartTls == new Distribution.Constant(10_000)),
        ("servers.mx.service.auth=1ms", s => s.Servers[0].Service.Auth == new Distribution.Constant(10_000)),
        ("servers.mx.sessions=100", s => s.Servers[0].SessionLimit == 100),
        ("servers.mx.sessions.limit=200", s => s.Servers[0].SessionLimit == 200),
        ("servers.mx.sessions.reply=450 4.2.0 Busy", s => s.Servers[0].SessionLimitReply == Busy),
        ("servers.mx.mailboxes=5", s => s.Servers[0].Mailboxes == 5),
        ("servers.mx.unknown=2%", s => s.Servers[0].UnknownShare == 0.02),
        ("servers.mx.unknown.share=3%", s => s.Servers[0].UnknownShare == 0.03),
        ("servers.mx.unknown.reply=450 4.2.0 Busy", s => s.Servers[0].UnknownMailboxReply == Busy),
        ("servers.mx.greylist={}", s => s.Servers[0].Greylist == new GreylistSpec()),
        ("servers.mx.greylist.delay=60s", s => s.Servers[0].Greylist == new GreylistSpec { Delay = SimDuration.FromSeconds(60) }),
        ("servers.mx.greylist.window=1d", s => s.Servers[0].Greylist == new GreylistSpec { Window = SimDuration.FromDays(1) }),
        ("servers.mx.greylist.lifetime=9d", s => s.Servers[0].Greylist == new GreylistSpec { Lifetime = SimDuration.FromDays(9) }),
        ("servers.mx.greylist.reply=450 4.2.0 Busy", s => s.Servers[0].Greylist == new GreylistSpec { Reply = Busy }),
        ("servers.mx.max-size=10 MB", s => s.Servers[0].MaxMessageBytes == 10_000_000),
        ("servers.mx.max-size.limit=1 MiB", s => s.Servers[0].MaxMessageBytes == 1 << 20),
        ("servers.mx.max-size.reply=450 4.2.0 Busy", s => s.Servers[0].MessageTooLargeReply == Busy),
        ("servers.mx.max-recipients=50", s => s.Servers[0].MaxRecipients == 50),
        ("servers.mx.max-recipients.limit=60", s => s.Servers[0].MaxRecipients == 60),
        ("servers.mx.max-recipients.reply=450 4.2.0 Busy", s => s.Servers[0].TooManyRecipientsReply == Busy),
        ("servers.mx.max-transactions=5", s => s.Servers[0].MaxTransactions == 5),
        ("servers.mx.max-transactions.limit=6", s => s.Servers[0].MaxTransactions == 6),
        ("servers.mx.max-transactions.reply=450 4.2.0 Busy", s => s.Servers[0].TooManyTransactionsReply == Busy),
        ("servers.mx.idle-timeout=1m", s => s.Servers[0].IdleTimeout == SimDuration.FromMinutes(1)),
        ("servers.mx.faults=[]", s => s.Servers[0].Faults.Count == 0),
        ("servers.mx.faults=[{ at: data, reply: 450 4.2.0 Busy }]", s => s.Servers[0].Faults[0] == new FaultSpec { At = SessionStep.Data, Kind = FaultKind.Reply, Reply = Busy }),
        ("servers.mx.faults=[{ at: body, fault: silent }]", s => s.Servers[0].Faults[0] == new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Silent }),
        ("servers.mx.faults=[{ at: quit, fault: reset, chance: 5% }]", s => s.Servers[0].Faults[0].Chance == 0.05),

        ("servers.mx={ sessions: 5, backlog: 7 }", s => s.Servers[0] is { SessionLimit: 5, Backlog: 7 }),
        ("servers.mx.sessions-per-client=3", s => s.Servers[0].SessionsPerClient == 3),
        ("servers.mx.sessions-per-client={ limit: 3, reply: 450 4.2.0 Busy }", s => s.Servers[0].SessionsPerClientReply == Busy),
        ("servers.mx.rate-limits=[{ of: recipients, limit: 100 }]", s => s.Servers[0].RateLimits[0] == new RateLimitSpec { Of = RateOf.Recipients, Most = 100 }),
        ("servers.mx.rate-limits=[{ of: connections, limit: 9, window: 1h, by: server, reply: 450 4.2.0 Busy }]",
            s => s.Servers[0].RateLimits[0] == new RateLimitSpec { Of = RateOf.Connections, Most = 9, Window = SimDuration.FromHours(1), Together = true, Reply = Busy }),
        ("servers.mx.tarpit={ after-errors: 2, after-recipients: 9, delay: 5s }", s => s.Servers[0].Tarpit == new TarpitSpec { AfterErrors = 2, AfterRecipients = 9, Delay = SimDuration.FromSeconds(5) }),
        ("servers.mx.reject=2%", s => s.Servers[0].RejectedShare == 0.02),
        ("servers.mx.reject={ share: 2%, reply: 450 4.2.0 Busy }", s => s.Servers[0].RejectedReply == Busy),
        ("servers.mx.quota=9", s => s.Servers[0].Quota == new QuotaSpec { Messages = 9 }),
        ("servers.mx.quota={ messages: 9, drain: 1h, resets: 1d, reply: 450 4.2.0 Busy }",
            s => s.Servers[0].Quota == new QuotaSpec { Messages = 9, Drain = SimDuration.FromHours(1), Resets = SimDuration.FromDays(1), Reply = Busy }),
        ("servers.mx.mailbox-conflicts=true", s => s.Servers[0].MailboxConflicts),
        ("servers.mx.greylist={ key: client-sender, at: data, whitelist-after: 5 }", s => s.Servers[0].Greylist is { Key: GreylistKey.ClientSender, AtData: true, WhitelistAfter: 5 }),
        ("outages=[{ servers: mx, at: 1m, for: 2m, loses: 5s }]", s => s.Outages[0].Loses == SimDuration.FromSeconds(5)),
        ("servers.mx={ workers: 1, queue: lifo }", s => s.Servers[0].Queue == new WorkQueueSpec { Order = WorkOrder.Lifo }),
        ("servers.mx={ workers: 1, queue: fifo }", s => s.Servers[0].Queue is null),
        ("servers.mx={ workers: 1, queue: { order: adaptive-lifo, lifo-over: 3 } }", s => s.Servers[0].Queue is { Order: WorkOrder.AdaptiveLifo, LifoOver: 3 }),
        ("servers.mx={ workers: 1, queue: { places: 0, reply: 450 4.2.0 Busy } }", s => s.Servers[0].Queue is { Places: 0 } queue && queue.Reply == Busy),
        ("servers.mx={ workers: 1, queue: { places: unlimited } }", s => s.Servers[0].Queue == new WorkQueueSpec()),
        ("servers.mx={ workers: 1, queue: { priority: [b, a] } }", s => s.Servers[0].Queue!.Priority.SequenceEqual(["b", "a"])),
        ("servers.mx={ workers: 1, queue: { shed: { from: 5, to: 9 } } }", s => s.Servers[0].Queue!.Shed == new ShedSpec(5, 9)),
        ("servers.mx={ workers: 1, queue: { codel: { target: 1s, interval: 9s } } }", s => s.Servers[0].Queue!.CoDel == new CoDelSpec { Target = SimDuration.FromSeconds(1), Interval = SimDuration.FromSeconds(9) }),
        ("servers.mx={ workers: 1, queue: { max-wait: 3s, drop-stale: true } }", s => s.Servers[0].Queue is { DropStale: true, MaxWait.Ticks: 30_000_000 }),
        ("servers.mx={ workers: 1, pace: { per-waiting: 2%, most: 5 } }", s => s.Servers[0].Pace is { PerWaiting: 0.02, Most: 5 }),
        ("servers.mx.pace={ cold: 4, warm-up: 1m }", s => s.Servers[0].Pace is { ColdFactor: 4, WarmUp.Ticks: 600_000_000 }),
        ("servers.mx.pace={ capacity: [{ at: 60s, for: 10s, factor: 0.2 }] }", s => s.Servers[0].Pace!.Capacity[0] == new CapacitySpec(SimDuration.FromSeconds(60), SimDuration.FromSeconds(10), 0.2)),

        ("servers.mx.rules=[]", s => s.Servers[0].Rules.Count == 0),
        ("servers.mx.rules=[{ recipient: full@*, reply: 450 4.2.0 Busy }]", s => s.Servers[0].Rules[0] == new AddressRule { Recipient = "full@*", Reply = Busy }),
        ("servers.mx.rules=[{ sender: <>, at: data, fault: reset }]", s => s.Servers[0].Rules[0] == new AddressRule { Sender = "", At = SessionStep.Data, Fault = FaultKind.Reset }),
        ("servers.mx.rules=[{ recipient: slow@*, delay: 5s, times: 2 }]", s => s.Servers[0].Rules[0] == new AddressRule { Recipient = "slow@*", Delay = SimDuration.FromSeconds(5), Times = 2 }),

        ("clients={ a: { retry: none } }", s => s.Clients.Single().Name == "a"),
        ("clients.a.count=9", s => s.Clients[0].Count == 9),
        ("clients.a.retry=qmail", s => s.Clients[0].Retry == new RetrySpec.Qmail { Lifetime = SimDuration.FromDays(7) }),
        ("clients.a.retry.none={}", s => s.Clients[0].Retry == new RetrySpec.None()),
        ("clients.a.retry.exim={}", s => s.Clients[0].Retry == new RetrySpec.Exim()),
        ("clients.a.retry.exim=F,1h,10m; G,1d,30m,2", s => s.Clients[0].Retry == new RetrySpec.Exim { Rule = "F,1h,10m; G,1d,30m,2" }),
        ("clients.a.retry.exim.rule=\"H,1d,30m,2\"", s => s.Clients[0].Retry == new RetrySpec.Exim { Rule = "H,1d,30m,2" }),
        ("clients.a.retry.sendmail={}", s => s.Clients[0].Retry == new RetrySpec.Sendmail(SimDuration.FromMinutes(10), default, default)),
        ("clients.a.retry.sendmail.queue-run=5m", s => s.Clients[0].Retry is RetrySpec.Sendmail { QueueRun.Ticks: 3_000_000_000 }),
        ("clients.a.retry.sendmail.min-age=7s", s => s.Clients[0].Retry is RetrySpec.Sendmail { MinAge.Ticks: 70_000_000 }),
        ("clients.a.retry.sendmail.max-age=7s", s => s.Clients[0].Retry is RetrySpec.Sendmail { MaxAge.Ticks: 70_000_000 }),
        ("clients.a.retry=opensmtpd", s => s.Clients[0].Retry == new RetrySpec.OpenSmtpd { Lifetime = SimDuration.FromDays(4) }),
        ("clients.a.retry.opensmtpd={}", s => s.Clients[0].Retry is RetrySpec.OpenSmtpd),
        ("clients.a.retry=exchange", s => s.Clients[0].Retry == new RetrySpec.Exchange(SimDuration.FromMinutes(10)) { Lifetime = SimDuration.FromDays(2) }),
        ("clients.a.retry.exchange.outbound=30m", s => s.Clients[0].Retry == new RetrySpec.Exchange(SimDuration.FromMinutes(30))),
        ("clients.a.retry=haraka", s => s.Clients[0].Retry == new RetrySpec.Haraka()),
        ("clients.a.retry.haraka={}", s => s.Clients[0].Retry == new RetrySpec.Haraka()),
        ("clients.a.retry=chasquid", s => s.Clients[0].Retry == new RetrySpec.Chasquid { Lifetime = SimDuration.FromHours(20) }),
        ("clients.a.retry.chasquid={}", s => s.Clients[0].Retry is RetrySpec.Chasquid),
        ("clients.a.retry=kumomta", s => s.Clients[0].Retry == new RetrySpec.KumoMta(SimDuration.FromMinutes(20), default) { Lifetime = SimDuration.FromDays(7) }),
        ("clients.a.retry.kumomta={ interval: 1m, max: 2m }", s => s.Clients[0].Retry == new RetrySpec.KumoMta(SimDuration.FromMinutes(1), SimDuration.FromMinutes(2))),
        ("clients.a.retry=rfc5321", s => s.Clients[0].Retry == new RetrySpec.Rfc5321(SimDuration.FromHours(2))),
        ("clients.a.retry.rfc5321.later=3h", s => s.Clients[0].Retry == new RetrySpec.Rfc5321(SimDuration.FromHours(3))),
        ("clients.a.retry.linear={ base: 1s, step: 2s, max: 8s }", s => s.Clients[0].Retry is RetrySpec.Linear { Base.Ticks: 10_000_000, Step.Ticks: 20_000_000, Max.Ticks: 80_000_000 }),
        ("clients.a.retry.random={ exponential: 60s }", s => s.Clients[0].Retry is RetrySpec.Random { Wait: Distribution.Exponential { Mean: 600_000_000 } }),
        ("clients.a.retry.waits=[1m, 5m]", s => s.Clients[0].Retry is RetrySpec.Waits { List: [{ Ticks: 600_000_000 }, { Ticks: 3_000_000_000 }] }),
        ("clients.a.retry.qmail={}", s => s.Clients[0].Retry is RetrySpec.Qmail),
        ("clients.a.retry.fixed=60s", s => s.Clients[0].Retry == new RetrySpec.Fixed(SimDuration.FromSeconds(60))),
        ("clients.a.retry.postfix={}", s => s.Clients[0].Retry is RetrySpec.Postfix),
        ("clients.a.retry.postfix.minimal=10s", s => s.Clients[0].Retry is RetrySpec.Postfix { Minimal: { Ticks: 100_000_000 }, Maximal: { Ticks: 40_000_000_000 } }),
        ("clients.a.retry.postfix.maximal=1h", s => s.Clients[0].Retry is RetrySpec.Postfix { Maximal: { Ticks: 36_000_000_000 } }),
        ("clients.a.retry.postfix.queue-run=0", s => s.Clients[0].Retry is RetrySpec.Postfix { QueueRun: { Ticks: 0 } }),
        ("clients.a.retry.exponential={ base: 1s, max: 8s }", s => s.Clients[0].Retry is RetrySpec.Exponential { Base.Ticks: 10_000_000, Factor: 2, Max.Ticks: 80_000_000, Jitter: JitterKind.None }),
        ("clients.a.retry={ exponential: { base: 1s, max: 8s, factor: 1.5 } }", s => s.Clients[0].Retry is RetrySpec.Exponential { Factor: 1.5 }),
        ("clients.a.retry={ exponential: { base: 1s, max: 8s, jitter: equal } }", s => s.Clients[0].Retry is RetrySpec.Exponential { Jitter: JitterKind.Equal }),
        ("clients.a.retry.lifetime=4h", s => s.Clients[0].Retry is RetrySpec.Postfix { Lifetime.Ticks: 144_000_000_000 }),
        ("clients.a.retry.max-attempts=6", s => s.Clients[0].Retry is RetrySpec.Postfix { MaxAttempts: 6 }),
        ("clients.a.lifetime=4h", s => s.Clients[0].Retry is RetrySpec.Postfix { Lifetime.Ticks: 144_000_000_000 }),
        ("clients.a.max-attempts=6", s => s.Clients[0].Retry is RetrySpec.Postfix { MaxAttempts: 6 }),
        ("clients.a.concurrency=1", s => s.Clients[0].Concurrency == 1),
        ("clients.a.messages-per-session=100", s => s.Clients[0].MessagesPerSession == 100),
        ("clients.a.senders=10", s => s.Clients[0].Senders == 10),
        ("clients.a.hello=helo", s => s.Clients[0].HeloOnly),
        ("clients.a.pipelining=false", s => !s.Clients[0].Pipelining),
        ("clients.a.chunking=true", s => s.Clients[0].Chunking),
        ("clients.a.tls=never", s => s.Clients[0].Tls == TlsUse.Never),
        ("clients.a.tls=must", s => s.Clients[0].Tls == TlsUse.Must),
        ("clients.a.auth=plain", s => s.Clients[0].Auth == AuthMechanisms.Plain),
        ("clients.a.auth=login", s => s.Clients[0].Auth == AuthMechanisms.Login),
        ("clients.a.auth=scram-sha-256", s => s.Clients[0].Auth == AuthMechanisms.ScramSha256),
        ("clients.a.queue-limit=1000", s => s.Clients[0].QueueLimit == 1000),
        ("clients.a.timeouts={ connect: 1s, quit: 2s }", s => s.Clients[0].Timeouts == new ClientTimeouts { Connect = SimDuration.FromSeconds(1), Quit = SimDuration.FromSeconds(2) }),
        ("clients.a.timeouts.connect=1s", s => s.Clients[0].Timeouts.Connect == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.greeting=1s", s => s.Clients[0].Timeouts.Greeting == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.hello=1s", s => s.Clients[0].Timeouts.Hello == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.mail=1s", s => s.Clients[0].Timeouts.Mail == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.rcpt=1s", s => s.Clients[0].Timeouts.Rcpt == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.data=1s", s => s.Clients[0].Timeouts.Data == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.body=1s", s => s.Clients[0].Timeouts.Body == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.rset=1s", s => s.Clients[0].Timeouts.Rset == SimDuration.FromSeconds(1)),
        ("clients.a.timeouts.quit=1s", s => s.Clients[0].Timeouts.Quit == SimDuration.FromSeconds(1)),
        ("clients.a.patience={ connect: 1s, body: { exponential: 2s } }", s => s.Clients[0].Patience == new ClientPatience { Connect = new Distribution.Constant(1e7), Body = new Distribution.Exponential(2e7) }),
        ("clients.a.patience.connect=1s", s => s.Clients[0].Patience == new ClientPatience { Connect = new Distribution.Constant(1e7) }),
        ("clients.a.patience.greeting=1s", s => s.Clients[0].Patience == new ClientPatience { Greeting = new Distribution.Constant(1e7) }),
        ("clients.a.patience.hello=1s", s => s.Clients[0].Patience == new ClientPatience { Hello = new Distribution.Constant(1e7) }),
        ("clients.a.patience.mail=1s", s => s.Clients[0].Patience == new ClientPatience { Mail = new Distribution.Constant(1e7) }),
        ("clients.a.patience.rcpt=1s", s => s.Clients[0].Patience == new ClientPatience { Rcpt = new Distribution.Constant(1e7) }),
        ("clients.a.patience.data=1s", s => s.Clients[0].Patience == new ClientPatience { Data = new Distribution.Constant(1e7) }),
        ("clients.a.patience.body=1s", s => s.Clients[0].Patience == new ClientPatience { Body = new Distribution.Constant(1e7) }),

        ("traffic=[{ from: a, to: mx, arrivals: { burst: 1 } }]", s => s.Traffic.Single().From.Single() == "a"),
        ("traffic[0].from=b", s => s.Traffic[0].From.SequenceEqual(["b"])),
        ("traffic[0].from=[b, a]", s => s.Traffic[0].From.SequenceEqual(["b", "a"])),
        ("traffic[0].from=\"*\"", s => s.Traffic[0].From.SequenceEqual(["a", "b"])),
        ("traffic[0].to=mx", s => s.Traffic[0].To == "mx"),
        ("traffic[0].arrivals={ burst: 3 }", s => s.Traffic[0].Arrivals == new ArrivalSpec.Bursts(3, default)),
        ("traffic[0].arrivals.burst=4", s => s.Traffic[0].Arrivals == new ArrivalSpec.Bursts(4, default)),
        ("traffic[0].arrivals.bursts={ messages: 5, every: 10m }", s => s.Traffic[0].Arrivals == new ArrivalSpec.Bursts(5, SimDuration.FromMinutes(10))),
        ("traffic[0].arrivals.poisson=2/s per client", s => s.Traffic[0].Arrivals == new ArrivalSpec.Poisson(2)),
        ("traffic[0].arrivals.poisson=6/s", s => s.Traffic[0].Arrivals == new ArrivalSpec.Poisson(2)), // of three clients
        ("traffic[0].arrivals.every=10s", s => s.Traffic[0].Arrivals == new ArrivalSpec.Every(SimDuration.FromSeconds(10), null)),
        ("traffic[0].arrivals={ every: 10s, offset: 1s }", s => s.Traffic[0].Arrivals == new ArrivalSpec.Every(SimDuration.FromSeconds(10), SimDuration.FromSeconds(1))),
        ("traffic[0].arrivals={ every: 10s, offset: random }", s => s.Traffic[0].Arrivals == new ArrivalSpec.Every(SimDuration.FromSeconds(10), null)),
        ("traffic[0].arrivals.closed={ think: 9s }", s => s.Traffic[0].Arrivals == new ArrivalSpec.Closed(new Distribution.Constant(9e7), 1)),
        ("traffic[0].arrivals={ closed: { think: { exponential: 9s }, users: 20 } }", s => s.Traffic[0].Arrivals == new ArrivalSpec.Closed(new Distribution.Exponential(9e7), 20)),
        ("traffic[0].during=30m", s => s.Traffic[0] is { Start.Ticks: 0, End.Ticks: 18_000_000_000 }),
        ("traffic[0].during.from=10m", s => s.Traffic[0].Start == SimDuration.FromMinutes(10) && s.Traffic[0].End == s.Duration),
        ("traffic[0].during.to=20m", s => s.Traffic[0].End == SimDuration.FromMinutes(20)),
        ("traffic[0].size=1 MB", s => s.Traffic[0].Size == new Distribution.Constant(1e6)),
        ("traffic[0].recipients=3", s => s.Traffic[0].Recipients == new Distribution.Constant(3)),

        ("domains={ example: { mx: mx } }", s => s.Domains[0] is { Name: "example", Count: 1, Mx: [{ Servers: "mx", Preference: 10, Hosts: MxHosts.All }] }),
        ("domains={ example: { count: 7, mx: [{ preference: 20, hosts: 'mx[2]' }, { hosts: 'mx[i]' }] } }",
            s => s.Domains[0] is { Count: 7, Mx: [{ Preference: 20, Hosts: MxHosts.One, Number: 2 }, { Preference: 10, Hosts: MxHosts.InTurn }] }),
        ("domains={ example: { mx: . } }", s => s.Domains[0].Mx is [{ Hosts: MxHosts.Null, Servers: "" }]),
        ("domains={ example: { address: 'mx[3]' } }", s => s.Domains[0] is { Mx: [], Address: { Servers: "mx", Hosts: MxHosts.One, Number: 3 }, Dns: null }),
        ("domains={ example: { mx: mx, dns: { latency: 5ms, ttl: 10m, negative-ttl: 2h, failure-ttl: 30s, timeout: 4s, addresses: both } } }",
            s => s.Domains[0].Dns == new DnsSpec
            {
                Latency = new Distribution.Constant(50_000),
                Ttl = SimDuration.FromMinutes(10),
                NegativeTtl = SimDuration.FromHours(2),
                FailureTtl = SimDuration.FromSeconds(30),
                Timeout = SimDuration.FromSeconds(4),
                Addresses = AddressFamilies.Both,
                Faults = s.Domains[0].Dns!.Faults,
            }),
        ("domains={ example: { mx: mx, dns: { faults: [{ fault: timeout, of: a, chance: 5%, at: 10m, for: 20m }, { fault: no-data }] } } }",
            s => s.Domains[0].Dns!.Faults.SequenceEqual([
                new DnsFaultSpec { Kind = DnsFaultKind.Timeout, Query = DnsQuery.A, Chance = 0.05, Start = SimDuration.FromMinutes(10), Length = SimDuration.FromMinutes(20) },
                new DnsFaultSpec { Kind = DnsFaultKind.NoData }])),
        ("clients.a.mx.addresses=unlimited", s => s.Clients[0].Mx.Addresses == 0),
        ("clients.a.mx.sessions=3", s => s.Clients[0].Mx.Sessions == 3),
        ("clients.a.mx.next-after=connect", s => s.Clients[0].Mx.NextAfter == NextHostAfter.Connect),

        ("servers.mx.relay={ retry: none }", s => s.Servers[0].Relay is { MaxHops: null, Lists: null, Sending: { Route: null, Retry: RetrySpec.None } }),
        ("servers.mx.relay={ retry: { fixed: 1m }, concurrency: 3, max-hops: 25 }", s => s.Servers[0].Relay is { MaxHops: 25, Sending: { Concurrency: 3, Retry: RetrySpec.Fixed } }),
        ("servers={ mx: { relay: { retry: none, lists: { count: 2, members: 30, to: [other], recipients-per-message: 9 } } }, other: {} }",
            s => s.Servers[0].Relay!.Lists is { Count: 2, Members: 30, To: ["other"], RecipientsPerMessage: 9 }),
        ("servers.mx.dedup=1d", s => s.Servers[0].Dedup == new DedupSpec(SimDuration.FromDays(1))),
        ("servers.mx.dedup.window=1h", s => s.Servers[0].Dedup == new DedupSpec(SimDuration.FromHours(1))),
        ("servers.mx.relay={ retry: none } & clients.a.route=mx", s => s.Clients[0].Route == "mx"),
        ("clients.a.bounces-to=mx", s => s.Clients[0].BouncesTo == "mx"),
        ("clients.a.forged-senders={ share: 10%, as: mx }", s => s.Clients[0].Forged == new ForgedSpec { Share = 0.1, As = "mx" }),
        ("end-to-end=true", s => s.EndToEnd),

        ("outages=[{ servers: mx, at: 1m, for: 2m }]", s => s.Outages[0] == new OutageSpec { Servers = "mx", Start = SimDuration.FromMinutes(1), Length = SimDuration.FromMinutes(2) }),
        ("expect=[delay.p95 <= 15m]", s => s.Expect.Single() == new ExpectSpec("delay.p95 <= 15m")),
        ("expect=[{ that: delay.p95 <= 15m }]", s => s.Expect.Single() == new ExpectSpec("delay.p95 <= 15m")),

        ("outages=[{ servers: mx, at: 1m, for: 2m, fault: unavailable }]", s => s.Outages[0].Kind == OutageKind.ServiceUnavailable),
    ];

    public static TheoryData<string> Sets => [.. Cases.Select(test => test.Set)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Key_SetByItsPath_ReachesItsProperty(string set) => Assert.True(Cases.First(test => test.Set == set).Holds(Sample.With(set)), set);

    /// <summary>Distributions stand in many places and have tests of their own; traces need a file, where and confidence a sweep.</summary>
    [Fact]
    public void Key_OfTheLanguage_HasACaseAbove()
    {
        string[] elsewhere = ["constant", "uniform", "exponential", "normal", "lognormal", "gamma", "weibull", "pareto", "hyperexponential", "empirical", "trace", "where", "confidence"];
        var said = string.Join('\n', Cases.Select(test => test.Set));
        // A relay has the keys of a client.
        var keys = LanguageTour.Keys.Where(path => !LanguageTour.Keys.Contains(path.Replace("servers.group.relay.", "clients.group.", StringComparison.Ordinal)) || !path.Contains(".relay.", StringComparison.Ordinal));
        var forgotten = keys.Where(path =>
        {
            var names = path.Split('.', '[').Where(name => name.Length > 0 && name[0] != '0' && name != "group").ToList();
            var known = names.TakeWhile(name => !elsewhere.Contains(name) || (names.Contains("retry") && !names.Contains("random"))).ToList();
            return known.Count == names.Count && !said.Split('\n').Any(set => known.TrueForAll(name => set.Contains(name.TrimEnd(']'), StringComparison.Ordinal)));
        });
        Assert.Empty(forgotten);
    }

    private static IEnumerable<Distribution> Services(Scenario s) =>
        [s.Servers[0].Service.Connect, s.Servers[0].Service.Hello, s.Servers[0].Service.Mail, s.Servers[0].Service.Rcpt, s.Servers[0].Service.Data, s.Servers[0].Service.Body, s.Servers[0].Service.Rset, s.Servers[0].Service.Quit,
            s.Servers[0].Service.StartTls, s.Servers[0].Service.Auth];
}
