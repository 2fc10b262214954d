using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Retry schedules.</summary>
internal static class RetryLanguage
{
    /// <summary>A message counts its attempts in 16 bits.</summary>
    public const int MostAttempts = ushort.MaxValue;

    private const int MostWaits = 1000;

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
        new Kind<RetrySpec, RetrySpec.Postfix>("postfix", "postfix", RetryBodies.Postfix, RetryBodies.DefaultPostfix, MakePostfix, Is,
            "Postfix's queue manager: the wait is the message's age, at least minimal and at most maximal; tries happen at queue runs. Gives up after 5 days.")
        { StandsAlone = true },
        new Kind<RetrySpec, RetrySpec.Exim>("exim", "exim", RetryBodies.Exim, () => new RetrySpec.Exim(), As, Is,
            "Exim's retry rules; alone, its default F,2h,15m; G,16h,1h,1.5; F,4d,6h. It gives up by its own last cutoff.")
        { StandsAlone = true },
        new Kind<RetrySpec, RetrySpec.Sendmail>("sendmail", "sendmail", RetryBodies.Sendmail, RetryBodies.DefaultSendmail, As, Is,
            "Sendmail: every queue run tries what is old enough. Gives up after 5 days.")
        { StandsAlone = true },
        Bare("qmail", RetryBodies.DefaultQmail, "qmail's remote schedule: quadratic waits of 400 s, 1200 s, 2000 s, … Gives up after 7 days."),
        Bare("opensmtpd", () => new RetrySpec.OpenSmtpd(), "OpenSMTPD: try n, from 0, 400 n² seconds after the message was made. Gives up after 4 days."),
        new Kind<RetrySpec, RetrySpec.Exchange>("exchange", "exchange", RetryBodies.Exchange, RetryBodies.DefaultExchange, As, Is,
            "Exchange: four times 1 min, six times 5 min, then every 10 min. Gives up after 2 days.")
        { StandsAlone = true },
        Bare("haraka", () => new RetrySpec.Haraka(), "Haraka: twelve waits of 64 s, 128 s, … 131072 s, and then it gives up."),
        Bare("chasquid", () => new RetrySpec.Chasquid(), "chasquid: 1, 5, 10 or 20 minutes by the message's age, and up to a minute more at random. Gives up after 20 hours."),
        new Kind<RetrySpec, RetrySpec.KumoMta>("kumomta", "kumomta", RetryBodies.KumoMta, RetryBodies.DefaultKumoMta, MakeKumoMta, Is,
            "KumoMTA: 20 min, doubling every time, 30 s more or less at random. Gives up after 7 days.")
        { StandsAlone = true },
        new Kind<RetrySpec, RetrySpec.Rfc5321>("rfc5321", "rfc5321", RetryBodies.Rfc5321, RetryBodies.DefaultRfc5321, As, Is,
            "The advice of RFC 5321 section 4.5.4.1: again after 30 min, and then every 2 hours. Gives up after 5 days.")
        { StandsAlone = true },
        Bare("none", () => new RetrySpec.None(), "One attempt only."),
        new Kind<RetrySpec, SimDuration>(
            "fixed", "{ fixed: 60s }", Durations.Positive, () => default, MakeFixed, TakeFixed, "The same wait after every failure."),
        new Kind<RetrySpec, RetrySpec.Linear>("linear", "{ linear: { base: 60s, step: 60s, max: 1h } }",
            RetryBodies.Linear, RetryBodies.DefaultLinear, MakeLinear, Is, "Waits that grow by the same step up to a maximum."),
        new Kind<RetrySpec, RetrySpec.Exponential>("exponential", "{ exponential: { base: 60s, factor: 2, max: 1h } }",
            RetryBodies.Exponential, RetryBodies.DefaultExponential, MakeExponential, Is, "Waits that grow by a factor up to a maximum, with or without jitter."),
        new Kind<RetrySpec, Distribution>("random", "{ random: { exponential: 60s } }", DistributionLanguage.OfDurations, () => Distribution.Zero,
            MakeRandom, TakeRandom, "Every wait is drawn from this distribution."),
        new Kind<RetrySpec, IReadOnlyList<SimDuration>>("waits", "{ waits: [1m, 5m, 30m] }", RetryBodies.Waits, () => [], MakeWaits, TakeWaits,
            "These waits one after the other, and the last one for ever after."),
    ])
    {
        Beside = [Lifetime, MaxAttempts],
        Part = "retry",
    };

    public static bool HasLifetime(RetrySpec retry) => retry is not (RetrySpec.None or RetrySpec.Exim or RetrySpec.Haraka);

    /// <summary>The name of the schedule's kind.</summary>
    public static string NameOf(RetrySpec retry) => Retry.Write(retry) switch
    {
        MapNode map => map.Entries[0].Key,
        ScalarNode scalar => scalar.Text,
        _ => throw new InvalidOperationException(),
    };

    private static Kind<RetrySpec, T> Bare<T>(string name, Func<T> blank, string description)
        where T : RetrySpec =>
        new(name, name, RetryBodies.Bare(blank), blank, As, Is, description) { StandsAlone = true };

    private static Complaint? MakePostfix(RetrySpec.Postfix body, out RetrySpec made)
    {
        made = body;
        return body.Minimal <= body.Maximal ? null : new Complaint("minimal is more than maximal");
    }

    private static Complaint? MakeKumoMta(RetrySpec.KumoMta body, out RetrySpec made)
    {
        made = body;
        return body.Max.Ticks == 0 || body.Interval <= body.Max ? null : new Complaint("interval is more than max");
    }

    private static Complaint? MakeLinear(RetrySpec.Linear body, out RetrySpec made)
    {
        made = body;
        return body.Base <= body.Max ? null : new Complaint("base is more than max");
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

    private static Complaint? MakeRandom(Distribution wait, out RetrySpec made)
    {
        made = new RetrySpec.Random(wait);
        return wait.Validate() is null && Sampler.Compile(wait).IsZero ? new Complaint("every wait would be zero", "write a distribution such as '{ exponential: 60s }'") : null;
    }

    private static bool TakeRandom(RetrySpec retry, out Distribution wait)
    {
        wait = (retry as RetrySpec.Random)?.Wait ?? Distribution.Zero;
        return retry is RetrySpec.Random;
    }

    private static Complaint? MakeWaits(IReadOnlyList<SimDuration> waits, out RetrySpec made)
    {
        made = new RetrySpec.Waits(waits);
        return waits.Count <= MostWaits ? null : new Complaint($"there are {waits.Count} waits", $"give at most {MostWaits}");
    }

    private static bool TakeWaits(RetrySpec retry, out IReadOnlyList<SimDuration> waits)
    {
        waits = (retry as RetrySpec.Waits)?.List ?? [];
        return retry is RetrySpec.Waits;
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
