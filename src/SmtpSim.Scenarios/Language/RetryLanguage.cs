using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Retry schedules.</summary>
internal static class RetryLanguage
{
    /// <summary>A message counts its attempts in 16 bits.</summary>
    public const int MostAttempts = ushort.MaxValue;

    public static Key<RetrySpec, SimDuration> Lifetime { get; } = new(
        "lifetime", Durations.Any, r => r.Lifetime, (r, v) => r with { Lifetime = v },
        "After a failed attempt a message at least this old is given up and bounced.")
    { WrittenIf = HasLifetime };

    public static Key<RetrySpec, int> MaxAttempts { get; } = new(
        "max-attempts", Count.Limit(MostAttempts), r => r.MaxAttempts, (r, v) => r with { MaxAttempts = v },
        "Attempts after which a message is given up whatever its age.")
    { WrittenIf = r => r is not RetrySpec.None };

    public static ChoiceShape<RetrySpec> Retry { get; } = new("a retry schedule",
    [
        new Kind<RetrySpec, RetrySpec.Postfix>("postfix", "postfix", Postfix(), DefaultPostfix, MakePostfix, Is,
            "Postfix's queue manager: the wait is the message's age, at least minimal and at most maximal; tries happen at queue runs. Gives up after 5 days.")
        { StandsAlone = true },
        new Kind<RetrySpec, RetrySpec.Exim>(
            "exim", "exim", new RecordShape<RetrySpec.Exim>("no key", () => new RetrySpec.Exim(), []), () => new RetrySpec.Exim(), As, Is,
            "Exim's default rule F,2h,15m; G,16h,1h,1.5; F,4d,6h. It gives up by its own cutoff of 4 days.")
        { StandsAlone = true },
        new Kind<RetrySpec, RetrySpec.Qmail>(
            "qmail", "qmail", new RecordShape<RetrySpec.Qmail>("no key", DefaultQmail, []), DefaultQmail, As, Is,
            "qmail's remote schedule: quadratic waits of 400 s, 1200 s, 2000 s, … Gives up after 7 days.")
        { StandsAlone = true },
        new Kind<RetrySpec, RetrySpec.None>(
            "none", "none", new RecordShape<RetrySpec.None>("no key", () => new RetrySpec.None(), []), () => new RetrySpec.None(), As, Is,
            "One attempt only.")
        { StandsAlone = true },
        new Kind<RetrySpec, SimDuration>(
            "fixed", "{ fixed: 60s }", Durations.Positive, () => default, MakeFixed, TakeFixed, "The same wait after every failure."),
        new Kind<RetrySpec, RetrySpec.Exponential>("exponential", "{ exponential: { base: 60s, factor: 2, max: 1h } }",
            Exponential(), DefaultExponential, MakeExponential, Is, "Waits that grow by a factor up to a maximum, with or without jitter."),
    ])
    {
        Beside = [Lifetime, MaxAttempts],
        Part = "retry",
    };

    public static bool HasLifetime(RetrySpec retry) => retry is not (RetrySpec.None or RetrySpec.Exim);

    private static RecordShape<RetrySpec.Postfix> Postfix() => new("{ minimal, maximal, queue-run }", DefaultPostfix,
    [
        new Key<RetrySpec.Postfix, SimDuration>(
            "minimal", Durations.Positive, r => r.Minimal, (r, v) => r with { Minimal = v }, "minimal_backoff_time."),
        new Key<RetrySpec.Postfix, SimDuration>(
            "maximal", Durations.Positive, r => r.Maximal, (r, v) => r with { Maximal = v }, "maximal_backoff_time."),
        new Key<RetrySpec.Postfix, SimDuration>("queue-run", Durations.Any, r => r.QueueRun, (r, v) => r with { QueueRun = v },
            "queue_run_delay: deferred mail is looked at this often; 0 means at once when it is due."),
    ]);

    private static RecordShape<RetrySpec.Exponential> Exponential() => new("{ base, factor, max, jitter }", DefaultExponential,
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

    private static RetrySpec.Postfix DefaultPostfix() =>
        new(SimDuration.FromSeconds(300), SimDuration.FromSeconds(4000), SimDuration.FromSeconds(300));

    private static RetrySpec.Exponential DefaultExponential() => new(default, 2, default, JitterKind.None);

    private static RetrySpec.Qmail DefaultQmail() => new() { Lifetime = SimDuration.FromDays(7) };

    private static Complaint? MakePostfix(RetrySpec.Postfix body, out RetrySpec made)
    {
        made = body;
        return body.Minimal <= body.Maximal ? null : new Complaint("minimal is more than maximal");
    }

    private static Complaint? MakeExponential(RetrySpec.Exponential body, out RetrySpec made)
    {
        made = body;
        if (body.Factor is < 1 or > 1e6) return new Complaint("the factor must be from 1 to 1000000");
        return body.Base <= body.Max ? null : new Complaint("base is more than max");
    }

    private static Complaint? MakeFixed(SimDuration interval, out RetrySpec made)
    {
        made = new RetrySpec.Fixed(interval);
        return null;
    }

    private static bool TakeFixed(RetrySpec retry, out SimDuration interval)
    {
        interval = (retry as RetrySpec.Fixed)?.Interval ?? default;
        return retry is RetrySpec.Fixed;
    }

    // The body of most kinds is the schedule itself.
    private static Complaint? As<T>(T body, out RetrySpec made)
        where T : RetrySpec
    {
        made = body;
        return null;
    }

    private static bool Is<T>(RetrySpec retry, out T body)
        where T : RetrySpec
    {
        body = (retry as T)!;
        return retry is T;
    }
}
