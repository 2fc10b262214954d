using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Random scenarios that are sound, with every kind of everything in them.</summary>
internal static class ScenarioGen
{
    private const long Hour = SimDuration.TicksPerHour;

    private static readonly Gen<int> Percent = Gen.Int[0, 100];

    /// <summary>Round values that people write and odd ones that they do not.</summary>
    private static Gen<SimDuration> Duration(long least, long most) => Gen.OneOf(
        Gen.Long[least, most],
        Gen.Long[least, most].Select(ticks => Math.Max(least, ticks - ticks % SimDuration.TicksPerSecond)),
        Gen.Long[least, most].Select(ticks => Math.Max(least, ticks - ticks % SimDuration.TicksPerMinute))).Select(ticks => new SimDuration(ticks));

    private static Gen<double> Chance(double most) => Gen.OneOf(Gen.Double[0, most], Percent.Select(percent => percent / 100.0 * most));

    private static Gen<double> Amount(double most) => Gen.OneOf(
        Gen.Double[1e-6 * most, most], Gen.Int[1, 1000].Select(n => n * most / 1000), Gen.Int[1, 100].Select(n => Math.Max(Math.Floor(n * most / 100), most / 1000)));

    /// <summary>Quantities of up to <paramref name="most"/> base units.</summary>
    public static Gen<Distribution> Distributions(double most) => Gen.OneOf(
        Amount(most).Select(v => (Distribution)new Distribution.Constant(v)),
        Gen.Select(Amount(most), Chance(1), (v, share) => (Distribution)new Distribution.Uniform(v * share, v)),
        Amount(most).Select(v => (Distribution)new Distribution.Exponential(v)),
        Gen.Select(Amount(most), Chance(1), (v, share) => (Distribution)new Distribution.Normal(v, v * share)),
        Gen.Select(Amount(most), Gen.Double[1.01, 50], (v, ratio) => Distribution.LogNormalByMedian(v, v * ratio)),
        Gen.Select(Gen.Int[1, 500], Gen.Int[2, 20], (v, ratio) => Distribution.LogNormalByMedian(v * most / 1000, v * most / 1000 * ratio)),
        Gen.Select(Amount(most), Gen.Double[0, 3], Distribution.LogNormalByMeanCv),
        Gen.Select(Gen.Double[-5, 15], Gen.Double[0, 2], (mu, sigma) => (Distribution)new Distribution.LogNormal(mu, sigma)),
        Gen.Select(Amount(most), Gen.Double[0, 3], Distribution.GammaByMeanCv),
        Gen.Select(Gen.Double[0.1, 5], Amount(most), (shape, scale) => (Distribution)new Distribution.Weibull(shape, scale)),
        Gen.Select(Amount(most), Gen.Double[0.5, 5], (min, shape) => (Distribution)new Distribution.Pareto(min, shape)),
        Gen.Select(Amount(most), Gen.Double[1.01, 20], Distribution.HyperExponentialByMeanCv2),
        Amount(most).Array[1, 5].Select(values => Distribution.EmpiricalOf(values)),
        Gen.Select(Amount(most), Gen.Double[0.001, 1]).Array[1, 5].Select(rows => Weighted(rows)));

    private static readonly Gen<ReplySpec> Replies = Gen.Select(
        Gen.OneOf(421, 450, 451, 452, 500, 550, 552, 559), Gen.Bool, Gen.Int[0, 7], Gen.Int[0, 255],
        Gen.OneOf(Gen.Const(""), Gen.Const("Mailbox busy"), Gen.String[Gen.Char[' ', '~'], 0, 60].Select(text => text.Trim(' ')).Where(text => !text.Split(' ')[0].Contains('.', StringComparison.Ordinal))),
        (code, enhanced, subject, detail, text) => enhanced ? new ReplySpec(code, code / 100, subject, detail, text) : new ReplySpec(code, 0, 0, 0, text));

    /// <summary>What asks to come again.</summary>
    private static readonly Gen<ReplySpec> Deferrals = Replies.Where(reply => reply.Code < 500);

    private static readonly Gen<LinkSpec> Links = Gen.Select(Duration(0, SimDuration.TicksPerSecond), Distributions(1e6), Chance(0.99), Gen.OneOf(Gen.Const(0.0), Amount(1e9)),
        (floor, jitter, loss, bandwidth) => new LinkSpec { Floor = floor, Jitter = jitter, Loss = loss, BytesPerSecond = bandwidth });

    public static Gen<RetrySpec> Retries { get; } = Gen.Select(Gen.OneOf(Gen.Const(SimDuration.Zero), Duration(Hour, 200 * Hour)), Gen.OneOf(Gen.Const(0), Gen.Int[1, 65535])).SelectMany((lifetime, attempts) => Gen.OneOf(
        Gen.Const((RetrySpec)new RetrySpec.None()),
        Duration(1, Hour).Select(interval => (RetrySpec)new RetrySpec.Fixed(interval) { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.Select(Duration(1, Hour), Gen.Double[1, 4], Duration(Hour, 30 * Hour), Gen.Enum<JitterKind>(),
            (first, factor, max, jitter) => (RetrySpec)new RetrySpec.Exponential(first, factor, max, jitter) { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.Select(Duration(1, Hour), Duration(Hour, 5 * Hour), Duration(0, Hour),
            (minimal, maximal, run) => (RetrySpec)new RetrySpec.Postfix(minimal, maximal, run) { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.OneOf(RetrySpec.Exim.DefaultRule, "H,1w2d,90s,1.25", "F,1h,10m;").Select(Gen.OneOf(0, 1800), (rule, run) => (RetrySpec)new RetrySpec.Exim { Rule = rule, QueueRun = SimDuration.FromSeconds(run), MaxAttempts = attempts }),
        Gen.OneOf<RetrySpec>(new RetrySpec.OpenSmtpd(), new RetrySpec.Chasquid()).Select(retry => retry with { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.Const((RetrySpec)new RetrySpec.Haraka { MaxAttempts = attempts }),
        Duration(1, Hour).Array[4].Select(d => (RetrySpec)new RetrySpec.Sendmail(d[0], d[1], d[2]) { Lifetime = lifetime, MaxAttempts = attempts }),
        Duration(1, Hour).Select(wait => (RetrySpec)new RetrySpec.Exchange(wait) { Lifetime = lifetime, MaxAttempts = attempts }),
        Duration(1, Hour).Select(wait => (RetrySpec)new RetrySpec.Rfc5321(wait) { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.Select(Duration(1, Hour), Duration(Hour, 5 * Hour), (wait, max) => (RetrySpec)new RetrySpec.KumoMta(wait, max) { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.Select(Duration(1, Hour), Duration(0, Hour), Duration(Hour, 5 * Hour), (first, step, max) => (RetrySpec)new RetrySpec.Linear(first, step, max) { Lifetime = lifetime, MaxAttempts = attempts }),
        Distributions(1e9).Where(wait => !Sampler.Compile(wait).IsZero).Select(wait => (RetrySpec)new RetrySpec.Random(wait) { Lifetime = lifetime, MaxAttempts = attempts }),
        Duration(1, Hour).Array[1, 5].Select(waits => (RetrySpec)new RetrySpec.Waits(waits) { Lifetime = lifetime, MaxAttempts = attempts }),
        Gen.Const((RetrySpec)new RetrySpec.Qmail { Lifetime = lifetime, MaxAttempts = attempts })));

    /// <summary>Chances stay under one at each step: at most ten faults of at most a tenth.</summary>
    private static readonly Gen<FaultSpec> Faults = Gen.Select(Gen.Enum<SessionStep>(), Gen.Int[0, 3], Replies, Chance(0.1)).Select((step, kind, reply, chance) => (step, kind) switch
    {
        (SessionStep.Connect, < 2) => new FaultSpec { At = step, Kind = FaultKind.Refuse, Chance = chance },
        (SessionStep.Connect, _) => new FaultSpec { At = step, Kind = FaultKind.Timeout, Chance = chance },
        (_, 0) => new FaultSpec { At = step, Kind = FaultKind.Reply, Reply = reply, Chance = chance },
        (_, 1) => new FaultSpec { At = step, Kind = FaultKind.Reset, Chance = chance },
        (_, 2) => new FaultSpec { At = step, Kind = FaultKind.LoseReply, Chance = chance },
        _ => new FaultSpec { At = step, Kind = FaultKind.Silent, Chance = chance },
    });

    private static readonly Gen<FaultSpec> ConditionalFaults =
        from at in Gen.OneOf(SessionStep.Rcpt, SessionStep.Data, SessionStep.Body)
        from kind in Gen.OneOf(FaultKind.Delay, FaultKind.Duplicate, FaultKind.Garble, FaultKind.Truncate, FaultKind.WrongCode)
        from numbers in Gen.Int[0, 9].Array[5]
        from code in Gen.Int[200, 599]
        from delay in Distributions(1e7)
        from times in Duration(1, Hour).Array[2]
        from some in Gen.Bool
        select new FaultSpec
        {
            At = at,
            Kind = kind,
            Reply = kind == FaultKind.WrongCode ? new ReplySpec(code, 0, 0, 0, "") : null,
            Delay = kind == FaultKind.Delay ? delay : Distribution.Zero,
            When = new FaultWhen
            {
                From = times[0],
                To = some ? times[0] + times[1] : default,
                AfterSessions = numbers[0],
                SessionsOver = numbers[1],
                Times = numbers[2],
                FirstMailbox = numbers[3] == 0 ? 0 : numbers[3],
                LastMailbox = numbers[3] == 0 ? 0 : numbers[3] + numbers[4],
                Clients = some ? "clients-a" : null,
            },
        };

    private static readonly Gen<AddressRule> Rules =
        from who in Gen.Select(Gen.OneOf("full@*", "*@x.example", "two words".Replace(' ', '+'), "*"), Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)""), Gen.Const((string?)"a*@b")))
        from at in Gen.OneOf(Gen.Const((SessionStep?)null), Gen.OneOf(SessionStep.Rcpt, SessionStep.Data, SessionStep.Body).Select(step => (SessionStep?)step))
        from what in Gen.Select(Gen.Int[0, 3], Replies)
        from delay in Duration(1, Hour)
        from times in Gen.Int[0, 5]
        select new AddressRule
        {
            Recipient = who.Item1,
            Sender = who.Item2,
            At = at,
            Reply = what.Item1 == 0 ? what.Item2 : null,
            Fault = what.Item1 is 1 ? FaultKind.Silent : what.Item1 is 2 ? FaultKind.LoseReply : null,
            Delay = delay,
            Times = times,
        };

    private static readonly Gen<GreylistSpec> Greylists = Gen.Select(Duration(0, Hour), Duration(Hour, 48 * Hour), Duration(1, 900 * Hour), Deferrals,
        Gen.Enum<GreylistKey>(), Gen.Bool, Gen.Int[0, 9],
        (delay, window, lifetime, reply, key, atData, after) => new GreylistSpec { Delay = delay, Window = window, Lifetime = delay + lifetime, Reply = reply, Key = key, AtData = atData, WhitelistAfter = after, Whitelist = after == 9 ? ["clients-a"] : [] });

    private static readonly Gen<ServerGroup> Policies =
        from counts in Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.OneOf(Gen.Const(WorkQueueSpec.Unlimited), Gen.Int[0, 20]), Gen.Int[1, 50])
        from some in Gen.Bool.Array[4]
        from replies in Replies.Array[4]
        from deferral in Deferrals
        from times in Duration(1, Hour).Array[5]
        from of in Gen.Enum<RateOf>()
        from share in Chance(1)
        select new ServerGroup
        {
            Name = "",
            Backlog = counts.Item1,
            SessionsPerClient = counts.Item2,
            SessionsPerClientReply = replies[0],
            RateLimits = some[0] ? [new RateLimitSpec { Of = of, Most = counts.Item4, Window = times[0], Together = some[1], Reply = deferral }] : [],
            Tarpit = some[1] ? new TarpitSpec { AfterErrors = counts.Item2, AfterRecipients = counts.Item3, Delay = times[1] } : null,
            RejectedShare = share,
            RejectedReply = replies[2],
            Quota = some[2] ? new QuotaSpec { Messages = counts.Item4, Bytes = counts.Item1 * 1000L, Drain = some[0] ? times[2] : default, Resets = some[1] ? times[3] : default, Reply = replies[3] } : null,
            MailboxConflicts = some[3],
        };

    private static readonly Gen<ServiceTimes> Services = Distributions(1e7).Array[10].Select(d =>
        new ServiceTimes { Connect = d[0], Hello = d[1], Mail = d[2], Rcpt = d[3], Data = d[4], Body = d[5], Rset = d[6], Quit = d[7], StartTls = d[8], Auth = d[9] });

    private static readonly Gen<ClientTimeouts> Timeouts = Duration(1, Hour).Array[10].Select(t =>
        new ClientTimeouts { Connect = t[0], Greeting = t[1], Hello = t[2], Mail = t[3], Rcpt = t[4], Data = t[5], Body = t[6], Rset = t[7], Quit = t[8], Block = t[9] });

    private static readonly Gen<ClientPatience?> Patience = Gen.Select(Distributions(1e9).Array[7], Gen.Bool.Array[7]).Select((d, has) => (ClientPatience?)new ClientPatience
    {
        Connect = has[0] ? d[0] : null,
        Greeting = has[1] ? d[1] : null,
        Hello = has[2] ? d[2] : null,
        Mail = has[3] ? d[3] : null,
        Rcpt = has[4] ? d[4] : null,
        Data = has[5] ? d[5] : null,
        Body = has[6] ? d[6] : null,
    });

    /// <summary>What is drawn is shorter than its time-out at times.</summary>
    private static ClientPatience? Shorter(ClientPatience? patience, ClientTimeouts most) => patience is null ? null : new ClientPatience
    {
        Connect = Within(patience.Connect, most.Connect),
        Greeting = Within(patience.Greeting, most.Greeting),
        Hello = Within(patience.Hello, most.Hello),
        Mail = Within(patience.Mail, most.Mail),
        Rcpt = Within(patience.Rcpt, most.Rcpt),
        Data = Within(patience.Data, most.Data),
        Body = Within(patience.Body, most.Body),
    };

    private static Distribution? Within(Distribution? drawn, SimDuration most) => drawn is not null && DistributionBounds.Least(drawn) >= most.Ticks ? null : drawn;

    private static readonly Gen<WorkQueueSpec?> Queues = Gen.OneOf(Gen.Const((WorkQueueSpec?)null),
        from order in Gen.Enum<WorkOrder>()
        from counts in Gen.Select(Gen.Int[0, 50], Gen.OneOf(Gen.Const(WorkQueueSpec.Unlimited), Gen.Int[0, 1000]), Gen.Int[0, 50], Gen.Int[1, 50])
        from reply in Replies
        from some in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool)
        from times in Duration(1, Hour).Array[3]
        select (WorkQueueSpec?)new WorkQueueSpec
        {
            Order = order,
            LifoOver = order == WorkOrder.AdaptiveLifo ? counts.Item1 : 0,
            Places = some.Item2 && counts.Item2 != WorkQueueSpec.Unlimited ? counts.Item2 + counts.Item3 + counts.Item4 : counts.Item2,
            Reply = reply,
            Priority = some.Item1 ? ["clients-a"] : [],
            Shed = some.Item2 ? new ShedSpec(counts.Item3, counts.Item3 + counts.Item4) : null,
            CoDel = some.Item3 && order == WorkOrder.Fifo ? new CoDelSpec { Target = times[0], Interval = times[0] + times[1] } : null,
            MaxWait = some.Item4 ? times[2] : default,
            DropStale = some.Item1,
        });

    private static readonly Gen<PaceSpec?> Paces = Gen.OneOf(Gen.Const((PaceSpec?)null),
        Gen.Select(Chance(1), Gen.Double[1, 20], Gen.Double[1, 20], Duration(1, Hour), Gen.Double[0.01, 10]).Select((waiting, most, cold, warm, factor) => (PaceSpec?)new PaceSpec
        {
            PerWaiting = waiting,
            Most = most,
            ColdFactor = cold,
            WarmUp = warm,
            Capacity = [new CapacitySpec(default, warm, factor), new CapacitySpec(warm, warm, 1 / factor)],
        }));

    private static Gen<ServerGroup> Servers(int number) =>
        from counts in Gen.Select(Gen.Int[1, 5], Gen.Int[0, 20], Gen.Int[0, 100], Gen.Int[1, 1 << 20], Gen.Int[1, 200])
        from esmtp in Gen.Bool
        from lmtp in Gen.Bool
        from extensions in Gen.OneOf(Gen.Const(new ServerGroup { Name = "" }.Extensions), Gen.Int[0, (int)ServerOffer.Everything.Extensions].Select(bits => (ServiceExtensions)bits & ~ServiceExtensions.BinaryMime))
        from requirement in Gen.Enum<MailRequirement>()
        from service in Gen.OneOf(Gen.Const(new ServiceTimes()), Services)
        from replies in Replies.Array[5]
        from transactions in Gen.OneOf(Gen.Const(0), Gen.Int[1, 1000])
        from unknown in Chance(1)
        from greylist in Gen.OneOf(Gen.Const((GreylistSpec?)null), Greylists.Select(g => (GreylistSpec?)g))
        from size in Gen.OneOf(Gen.Const(0L), Gen.Long[1, 1_000_000_000_000])
        from idle in Duration(1, Hour)
        from faults in Faults.Array[0, 10]
        from conditional in ConditionalFaults.Array[0, 3]
        from rules in Rules.Array[0, 4]
        from work in Gen.Select(Queues, Paces)
        from policies in Policies
        select new ServerGroup
        {
            Name = $"servers-{(char)('a' + number)}",
            Count = counts.Item1,
            Esmtp = esmtp,
            Lmtp = esmtp && lmtp,
            Extensions = esmtp ? extensions : new ServerGroup { Name = "" }.Extensions,
            Requires = esmtp && (extensions & OfferFor(requirement)) != 0 ? requirement : MailRequirement.None,
            Workers = counts.Item2,
            Service = service,
            Backlog = counts.Item3 == 0 ? 0 : policies.Backlog,
            SessionsPerClient = counts.Item3 == 0 ? policies.SessionsPerClient : Math.Min(policies.SessionsPerClient, counts.Item3),
            SessionsPerClientReply = policies.SessionsPerClientReply,
            RateLimits = policies.RateLimits,
            Tarpit = policies.Tarpit,
            RejectedShare = policies.RejectedShare,
            RejectedReply = policies.RejectedReply,
            Quota = policies.Quota,
            MailboxConflicts = policies.MailboxConflicts,
            Queue = counts.Item2 == 0 ? null : work.Item1,
            Pace = counts.Item2 == 0 ? null : work.Item2,
            SessionLimit = counts.Item3,
            SessionLimitReply = replies[0],
            Mailboxes = counts.Item4,
            UnknownShare = unknown,
            UnknownMailboxReply = replies[1],
            Greylist = greylist,
            MaxMessageBytes = size,
            MessageTooLargeReply = replies[2],
            MaxRecipients = counts.Item5,
            TooManyRecipientsReply = replies[3],
            MaxTransactions = transactions,
            MaxRecipientDomains = transactions / 2,
            TooManyTransactionsReply = replies[4],
            IdleTimeout = idle,
            Faults =
            [
                .. faults.Where(fault => fault.At is not (SessionStep.StartTls or SessionStep.Auth)
                    || (esmtp && (extensions & (fault.At == SessionStep.Auth ? ServiceExtensions.Auth : ServiceExtensions.StartTls)) != 0)),
                .. conditional.Where(fault => fault.When.FirstMailbox <= counts.Item4),
            ],
            Rules = rules,
        };

    private static ServiceExtensions OfferFor(MailRequirement requirement) => requirement switch
    {
        MailRequirement.Tls => ServiceExtensions.StartTls,
        MailRequirement.Auth => ServiceExtensions.Auth,
        _ => ServiceExtensions.None,
    };

    private static Gen<ClientGroup> Clients(int number) =>
        from counts in Gen.Select(Gen.Int[1, 50], Gen.Int[1, 40], Gen.Int[1, 10], Gen.Int[1, 4096], Gen.Int[0, 1000])
        from retry in Retries
        from helo in Gen.Bool
        from uses in Gen.Select(Gen.Bool, Gen.Bool, Gen.Enum<TlsUse>(), Gen.OneOf(AuthMechanisms.None, AuthMechanisms.Plain, AuthMechanisms.Login, AuthMechanisms.ScramSha256))
        from timeouts in Gen.OneOf(Gen.Const(new ClientTimeouts()), Timeouts)
        from patience in Gen.OneOf(Gen.Const<ClientPatience?>(() => null), Patience)
        from mx in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Enum<NextHostAfter>(), (addresses, sessions, after) => new HostChoice { Addresses = addresses, Sessions = sessions, NextAfter = after })
        select new ClientGroup
        {
            Mx = mx,
            Name = $"clients-{(char)('a' + number)}",
            Count = counts.Item1,
            Retry = retry,
            Concurrency = counts.Item2,
            MessagesPerSession = counts.Item3,
            Senders = counts.Item4,
            HeloOnly = helo,
            Pipelining = uses.Item1,
            Chunking = uses.Item2,
            Tls = uses.Item3,
            Auth = uses.Item4,
            QueueLimit = counts.Item5,
            Timeouts = timeouts,
            Patience = Shorter(patience, timeouts),
        };

    private static readonly Gen<ArrivalSpec> Arrivals = Gen.OneOf(
        Amount(0.1).Select(rate => (ArrivalSpec)new ArrivalSpec.Poisson(rate)),
        Gen.Int[1, 1000].Select(perHour => (ArrivalSpec)new ArrivalSpec.Poisson(perHour / 3600.0)),
        Duration(SimDuration.TicksPerSecond, Hour).Select(interval => (ArrivalSpec)new ArrivalSpec.Every(interval, null)),
        Gen.Select(Duration(SimDuration.TicksPerSecond, Hour), Duration(0, SimDuration.TicksPerSecond), (interval, offset) => (ArrivalSpec)new ArrivalSpec.Every(interval, offset)),
        Gen.Int[1, 100].Select(messages => (ArrivalSpec)new ArrivalSpec.Bursts(messages, default)),
        Gen.Select(Distributions(1e9).Where(d => Sampler.Compile(d).Mean > 1e7), Gen.Int[1, 20], (think, users) => (ArrivalSpec)new ArrivalSpec.Closed(think, users)),
        Gen.Select(Gen.Int[1, 100], Duration(SimDuration.TicksPerMinute, Hour), (messages, interval) => (ArrivalSpec)new ArrivalSpec.Bursts(messages, interval)));

    /// <summary>Means of sizes and recipients are finite and in range; the shapes vary.</summary>
    private static Gen<TrafficSpec> Traffic(ClientGroup[] clients, string[] targets, SimDuration duration) =>
        from senders in Gen.Shuffle(clients.Select(client => client.Name).ToArray(), 1, clients.Length)
        from target in Gen.OneOf(targets)
        from arrivals in Arrivals
        from start in Duration(0, duration.Ticks / 2)
        from end in Duration(duration.Ticks / 2 + SimDuration.TicksPerMinute, duration.Ticks)
        from size in Distributions(1e5).Where(d => Sampler.Compile(d).Mean <= 1e9)
        from priority in Gen.Int[0, TrafficSpec.MostPriority]
        from recipients in Distributions(10).Where(d => Sampler.Compile(d).Mean is > 0 and <= 64)
        select new TrafficSpec { From = senders, To = target, Arrivals = arrivals, Start = start, End = end, Size = size, Recipients = recipients, Priority = priority };

    public static Gen<Scenario> Scenarios { get; } = PlainScenarios.SelectMany(scenario => RelayGen.Into(scenario, Clients(0)));

    private static Gen<Scenario> PlainScenarios =>
        from seed in Gen.ULong
        from replication in Gen.Int[0, 1000]
        from duration in Duration(Hour, 48 * Hour)
        from drain in Duration(0, 200 * Hour)
        from series in Duration(SimDuration.TicksPerMinute, Hour)
        from link in Links
        from clientCount in Gen.Int[1, 4]
        from serverCount in Gen.Int[1, 3]
        from domainCount in Gen.Int[0, 2]
        from clients in All(clientCount, number => ThrottleGen.On(Clients(number)))
        from servers in All(serverCount, Servers)
        from domains in All(domainCount, number => DomainGen.Group(number, servers))
        from traffic in Traffic(clients, [.. servers.Select(item => item.Name), .. domains.Select(item => item.Name)], duration).Array[1, 3]
        from overrides in Gen.Select(Gen.Int[-1, clientCount - 1], Gen.Int[-1, serverCount - 1], Links).Array[0, 3]
        from failures in Gen.Select(Gen.Int[0, serverCount - 1], Duration(Hour, 2 * Hour), Duration(SimDuration.TicksPerMinute, Hour), Gen.Enum<FailureScope>(), Gen.Enum<OutageKind>()).Array[0, 2]
        from outages in Gen.Select(Gen.Int[0, serverCount - 1], Gen.Long[1, Hour], Gen.Enum<OutageKind>()).Array[0, 4]
        from expects in Gen.Select(Gen.Int[-1, 3], Gen.Int[0, 10_000]).Array[0, 3]
        select new Scenario
        {
            Name = "random",
            Seed = seed,
            Replication = replication,
            Antithetic = replication % 4 == 3,
            Duration = duration,
            Drain = drain,
            SeriesInterval = series,
            Network = new NetworkSpec
            {
                Default = link,
                Links = [.. overrides.Select(o => new LinkOverride(o.Item1 < 0 ? null : clients[o.Item1].Name, o.Item2 < 0 ? null : servers[o.Item2].Name, o.Item3))],
            },
            Servers = servers,
            Domains = domains,
            Clients = clients,
            Traffic = traffic,
            Expect = [.. expects.Where(e => e.Item1 < 0 || clients.Length > e.Item1).Select(e => new ExpectSpec(e.Item1 < 0 ? $"lost <= {e.Item2}" : $"delay.p95{{client={clients[e.Item1].Name}}} <= {e.Item2}s"))],
            Failures = [.. failures.Select(f => new FailureSpec { Servers = [servers[f.Item1].Name], MeanUp = f.Item2, MeanDown = f.Item3, Scope = f.Item4, Kind = f.Item5, Loses = f.Item3 })],
            Outages = [.. outages.Where((_, i) => new SimDuration(i * Hour) < duration).Select((o, i) => new OutageSpec { Servers = servers[o.Item1].Name, Start = new SimDuration(i * Hour), Length = new SimDuration(o.Item2), Kind = o.Item3, Loses = new SimDuration(o.Item2 / 2) })],
        };

    private static Gen<T[]> All<T>(int count, Func<int, Gen<T>> member) =>
        Enumerable.Range(0, count).Aggregate(Gen.Const(Array.Empty<T>()), (before, i) => Gen.Select(before, member(i), (list, next) => (T[])[.. list, next]));

    private static Distribution.Empirical Weighted((double Value, double Weight)[] rows)
    {
        var sum = rows.Sum(row => row.Weight);
        return new Distribution.Empirical([.. rows.Select(row => row.Value)], [.. rows.Select(row => row.Weight / sum)]);
    }
}
