using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <content>Schedules for research, and those of further mail software.</content>
public abstract partial record RetrySpec
{
    /// <summary>Waits of Base, Base + Step, Base + 2 Step, … up to Max.</summary>
    public sealed record Linear(SimDuration Base, SimDuration Step, SimDuration Max) : RetrySpec;

    /// <summary>Every wait is drawn anew, in ticks: what a retrial queue needs.</summary>
    public sealed record Random(Distribution Wait) : RetrySpec;

    /// <summary>These waits one after the other; the last of them for ever after. At least one.</summary>
    public sealed record Waits(IReadOnlyList<SimDuration> List) : RetrySpec;

    /// <summary>
    /// The advice of RFC 5321 section 4.5.4.1: two attempts in the first hour, at least 30 minutes apart, then one every
    /// <paramref name="Later"/>, two to three hours.
    /// </summary>
    public sealed record Rfc5321(SimDuration Later) : RetrySpec;

    /// <summary>
    /// Sendmail: every queue run tries what was not tried for <paramref name="MinAge"/> (MinQueueAge) and, where
    /// <paramref name="MaxAge"/> (MaxQueueAge) is over zero, for as long as the message was old at its last try, at most that. Its host
    /// status directory is left out.
    /// </summary>
    public sealed record Sendmail(SimDuration QueueRun, SimDuration MinAge, SimDuration MaxAge) : RetrySpec;

    /// <summary>OpenSMTPD, remote: try n, from 0, at creation + 400 n² s. Its penalties for routes are left out.</summary>
    public sealed record OpenSmtpd : RetrySpec
    {
        public OpenSmtpd() => Lifetime = SimDuration.FromDays(4);
    }

    /// <summary>Exchange's transport: 4 retries after 1 min each, 6 after 5 min each, then one every <see cref="Outbound"/>.</summary>
    public sealed record Exchange : RetrySpec
    {
        public Exchange(SimDuration outbound) => (Outbound, Lifetime) = (outbound, SimDuration.FromDays(2));

        public SimDuration Outbound { get; init; }
    }

    /// <summary>Haraka: after failure n a wait of 2^(n+5) s, n from 1 to 12; a thirteenth failure is final.</summary>
    public sealed record Haraka : RetrySpec
    {
        public Haraka() => Lifetime = SimDuration.MaxValue;
    }

    /// <summary>chasquid: by age 1, 5, 10 or 20 minutes, and up to a minute more at random. Nothing is tried at 20 h or later.</summary>
    public sealed record Chasquid : RetrySpec
    {
        public Chasquid() => Lifetime = SimDuration.FromHours(20);
    }

    /// <summary>KumoMTA: <see cref="Interval"/> doubling with every failure up to <see cref="Max"/> (0: without limit), 30 s more or less at random.</summary>
    public sealed record KumoMta : RetrySpec
    {
        public KumoMta(SimDuration interval, SimDuration max) => (Interval, Max, Lifetime) = (interval, max, SimDuration.FromDays(7));

        public SimDuration Interval { get; init; }

        public SimDuration Max { get; init; }
    }
}
