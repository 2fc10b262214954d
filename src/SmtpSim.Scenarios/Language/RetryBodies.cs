using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>What stands under the kinds of retry schedule that have keys of their own.</summary>
internal static class RetryBodies
{
    public static RecordShape<RetrySpec.Postfix> Postfix { get; } = new("{ minimal, maximal, queue-run }", DefaultPostfix,
    [
        new Key<RetrySpec.Postfix, SimDuration>(
            "minimal", Durations.Positive, r => r.Minimal, (r, v) => r with { Minimal = v }, "minimal_backoff_time."),
        new Key<RetrySpec.Postfix, SimDuration>(
            "maximal", Durations.Positive, r => r.Maximal, (r, v) => r with { Maximal = v }, "maximal_backoff_time."),
        new Key<RetrySpec.Postfix, SimDuration>("queue-run", Durations.Any, r => r.QueueRun, (r, v) => r with { QueueRun = v },
            "queue_run_delay: deferred mail is looked at this often; 0 means at once when it is due."),
    ]);

    public static RecordShape<RetrySpec.Exim> Exim { get; } = new("{ rule, queue-run }, or a rule such as \"F,2h,15m; G,16h,1h,1.5\"", () => new RetrySpec.Exim(),
    [
        new Key<RetrySpec.Exim, string>("rule", new EximRuleShape(), r => r.Rule, (r, v) => r with { Rule = v },
            "Parts between semicolons: F,cutoff,interval; G,cutoff,interval,factor; H as G with randomness (Exim specification, chapter 32)."),
        new Key<RetrySpec.Exim, SimDuration>("queue-run", Durations.Any, r => r.QueueRun, (r, v) => r with { QueueRun = v },
            "How often the queue is run: -q30m as Debian has it, Exim alone has no interval; 0 means at once when it is due."),
    ])
    { ShortFor = "rule" };

    public static RecordShape<RetrySpec.Sendmail> Sendmail { get; } = new("{ queue-run, min-age, max-age }", DefaultSendmail,
    [
        new Key<RetrySpec.Sendmail, SimDuration>("queue-run", Durations.Positive, r => r.QueueRun, (r, v) => r with { QueueRun = v },
            "How often the queue is run: -q."),
        new Key<RetrySpec.Sendmail, SimDuration>("min-age", Durations.Any, r => r.MinAge, (r, v) => r with { MinAge = v },
            "MinQueueAge: no run takes a message that was tried less than this ago."),
        new Key<RetrySpec.Sendmail, SimDuration>("max-age", Durations.Any, r => r.MaxAge, (r, v) => r with { MaxAge = v },
            "MaxQueueAge: a message rests for as long as it was old at its last try, at most this; 0 tries it at every run."),
    ]);

    public static RecordShape<RetrySpec.Exchange> Exchange { get; } = new("{ outbound }", DefaultExchange,
    [
        new Key<RetrySpec.Exchange, SimDuration>("outbound", Durations.Positive, r => r.Outbound, (r, v) => r with { Outbound = v },
            "Outbound connection failure retry interval: 10m of a Mailbox server, 30m of an Edge Transport server."),
    ]);

    public static RecordShape<RetrySpec.Rfc5321> Rfc5321 { get; } = new("{ later }", DefaultRfc5321,
    [
        new Key<RetrySpec.Rfc5321, SimDuration>("later", Durations.Positive, r => r.Later, (r, v) => r with { Later = v },
            "The wait after the first hour: \"every two or three hours\"."),
    ]);

    public static RecordShape<RetrySpec.KumoMta> KumoMta { get; } = new("{ interval, max }", DefaultKumoMta,
    [
        new Key<RetrySpec.KumoMta, SimDuration>("interval", Durations.Positive, r => r.Interval, (r, v) => r with { Interval = v },
            "retry_interval: the first wait."),
        new Key<RetrySpec.KumoMta, SimDuration>("max", Durations.Any, r => r.Max, (r, v) => r with { Max = v },
            "max_retry_interval: the longest wait; 0 means without limit."),
    ]);

    public static RecordShape<RetrySpec.Linear> Linear { get; } = new("{ base, step, max }", DefaultLinear,
    [
        new Key<RetrySpec.Linear, SimDuration>(
            "base", Durations.Positive, r => r.Base, (r, v) => r with { Base = v }, "The first wait.") { RequiredAs = "base: 60s" },
        new Key<RetrySpec.Linear, SimDuration>(
            "step", Durations.Any, r => r.Step, (r, v) => r with { Step = v }, "By how much each wait is longer than the last.") { RequiredAs = "step: 60s" },
        new Key<RetrySpec.Linear, SimDuration>(
            "max", Durations.Positive, r => r.Max, (r, v) => r with { Max = v }, "The longest wait.") { RequiredAs = "max: 1h" },
    ]);

    public static RecordShape<RetrySpec.Exponential> Exponential { get; } = new("{ base, factor, max, jitter }", DefaultExponential,
    [
        new Key<RetrySpec.Exponential, SimDuration>(
            "base", Durations.Positive, r => r.Base, (r, v) => r with { Base = v }, "The first wait.") { RequiredAs = "base: 60s" },
        new Key<RetrySpec.Exponential, double>(
            "factor", Quantity.Number, r => r.Factor, (r, v) => r with { Factor = v },
            "By how much each wait is longer than the last; at least 1."),
        new Key<RetrySpec.Exponential, SimDuration>(
            "max", Durations.Positive, r => r.Max, (r, v) => r with { Max = v }, "The longest wait.") { RequiredAs = "max: 1h" },
        new Key<RetrySpec.Exponential, JitterKind>("jitter",
            Choices.Of(
                "a kind of jitter", ("none", JitterKind.None), ("full", JitterKind.Full), ("equal", JitterKind.Equal),
                ("decorrelated", JitterKind.Decorrelated)),
            r => r.Jitter, (r, v) => r with { Jitter = v },
            "none: exactly v; full: uniform up to v; equal: v/2 and uniform up to v/2 more; decorrelated: uniform from base to three times the last wait."),
    ]);

    public static ListShape<SimDuration> Waits { get; } = new("a list of waits such as [1m, 5m, 30m]", Durations.Positive, () => default)
    {
        NotEmpty = true,
    };

    /// <summary>A kind without keys.</summary>
    public static RecordShape<T> Bare<T>(Func<T> blank) => new("no key", blank, []);

    public static RetrySpec.Postfix DefaultPostfix() =>
        new(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.FromSeconds(300));

    public static RetrySpec.Sendmail DefaultSendmail() => new(SimDuration.FromMinutes(10), SimDuration.Zero, SimDuration.Zero);

    public static RetrySpec.Exchange DefaultExchange() => new(SimDuration.FromMinutes(10));

    public static RetrySpec.Rfc5321 DefaultRfc5321() => new(SimDuration.FromHours(2));

    public static RetrySpec.KumoMta DefaultKumoMta() => new(SimDuration.FromMinutes(20), SimDuration.Zero);

    public static RetrySpec.Linear DefaultLinear() => new(default, default, default);

    public static RetrySpec.Exponential DefaultExponential() => new(default, 2, default, JitterKind.None);

    public static RetrySpec.Qmail DefaultQmail() => new() { Lifetime = SimDuration.FromDays(7) };
}
