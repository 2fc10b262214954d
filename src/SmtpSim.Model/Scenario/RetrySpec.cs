using System.Text.Json.Serialization;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

public enum JitterKind : byte
{
    /// <summary>v = min(max, base · factor^(n-1)).</summary>
    None,

    /// <summary>Uniform on [0, v).</summary>
    Full,

    /// <summary>v/2 + uniform on [0, v/2).</summary>
    Equal,

    /// <summary>min(max, uniform on [base, 3 · previous wait)), the first previous wait being base.</summary>
    Decorrelated,
}

/// <summary>When a client tries a deferred message again, and when it gives up and bounces it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Exponential), "exponential")]
[JsonDerivedType(typeof(Postfix), "postfix")]
[JsonDerivedType(typeof(Exim), "exim")]
[JsonDerivedType(typeof(Qmail), "qmail")]
[JsonDerivedType(typeof(Linear), "linear")]
[JsonDerivedType(typeof(Random), "random")]
[JsonDerivedType(typeof(Waits), "waits")]
[JsonDerivedType(typeof(Rfc5321), "rfc5321")]
[JsonDerivedType(typeof(Sendmail), "sendmail")]
[JsonDerivedType(typeof(OpenSmtpd), "opensmtpd")]
[JsonDerivedType(typeof(Exchange), "exchange")]
[JsonDerivedType(typeof(Haraka), "haraka")]
[JsonDerivedType(typeof(Chasquid), "chasquid")]
[JsonDerivedType(typeof(KumoMta), "kumomta")]
public abstract partial record RetrySpec
{
    private RetrySpec()
    {
    }

    /// <summary>After a failed attempt a message at least this old is given up. (Not used by <see cref="None"/>.)</summary>
    public SimDuration Lifetime { get; init; } = SimDuration.FromDays(5);

    /// <summary>Attempts after which a message is given up whatever its age; 0 means without limit.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>One attempt only.</summary>
    public sealed record None : RetrySpec;

    /// <summary>The same wait after every failure.</summary>
    public sealed record Fixed(SimDuration Interval) : RetrySpec;

    /// <summary>Waits that grow by a factor up to a maximum, with or without jitter ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).</summary>
    public sealed record Exponential(SimDuration Base, double Factor, SimDuration Max, JitterKind Jitter) : RetrySpec;

    /// <summary>Postfix's queue manager: wait = clamp(age, Minimal, Maximal); with a <paramref name="QueueRun"/> over zero the wait ends at the next scan.</summary>
    public sealed record Postfix(SimDuration Minimal, SimDuration Maximal, SimDuration QueueRun) : RetrySpec;

    /// <summary>
    /// A retry rule of Exim (specification, chapter 32), its default unless it says otherwise: gives up at the first failure past its last
    /// cutoff. What Exim keeps about hosts (a younger message fails with an older one's host) is left out: here every message has its own errors.
    /// </summary>
    public sealed record Exim : RetrySpec
    {
        public const string DefaultRule = "F,2h,15m; G,16h,1h,1.5; F,4d,6h";

        public Exim() => Lifetime = SimDuration.MaxValue;

        /// <summary>As <see cref="EximRule"/> reads it.</summary>
        public string Rule { get; init; } = DefaultRule;

        /// <summary>
        /// Distance of the queue runs, -q, which try what is due; zero tries it the moment it is due. Exim itself has no interval, and where nobody runs the
        /// queue it tries nothing again; Debian runs it every 30 minutes.
        /// </summary>
        public SimDuration QueueRun { get; init; }
    }

    /// <summary>qmail-send, remote channel: attempt n is due at birth + (floor(sqrt(age)) + 20)^2 seconds. That it passes over a host that timed out twice is left out.</summary>
    public sealed record Qmail : RetrySpec;
}
