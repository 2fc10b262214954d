using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Client groups with every retry schedule, limits, and time-outs from generous to hopeless.</summary>
internal static class RandomClients
{
    private static readonly Gen<RetrySpec> Schedule = Gen.OneOf(
        Gen.Const<RetrySpec>(new RetrySpec.None()),
        Gen.Double[5, 100].Select(seconds => (RetrySpec)new RetrySpec.Fixed(Scene.Seconds(seconds))),
        Gen.Select(Gen.Double[1, 20], Gen.Double[1, 3], Gen.Double[20, 300], Gen.Enum<JitterKind>(),
            (first, factor, most, jitter) => (RetrySpec)new RetrySpec.Exponential(Scene.Seconds(first), factor, Scene.Seconds(most), jitter)),
        Gen.Select(Gen.Double[1, 300], Gen.Double[300, 4000], Gen.OneOf(0, 10, 300),
            (least, most, run) => (RetrySpec)new RetrySpec.Postfix(Scene.Seconds(least), Scene.Seconds(most), Scene.Seconds(run))),
        Gen.OneOf("F,2h,15m; G,16h,1h,1.5; F,4d,6h", "H,5m,7s,1.7", "F,1m,10s; G,10m,20s,2").Select(Gen.OneOf(0, 7), (rule, run) => (RetrySpec)new RetrySpec.Exim { Rule = rule, QueueRun = Scene.Seconds(run) }),
        Gen.Const<RetrySpec>(new RetrySpec.Qmail()),
        Gen.OneOf<RetrySpec>(new RetrySpec.OpenSmtpd(), new RetrySpec.Haraka(), new RetrySpec.Chasquid(),
            new RetrySpec.Exchange(Scene.Seconds(600)), new RetrySpec.Rfc5321(Scene.Seconds(7200)), new RetrySpec.KumoMta(Scene.Seconds(40), Scene.Seconds(90))),
        Gen.Select(Gen.OneOf(10, 300), Gen.OneOf(0, 25), Gen.OneOf(0, 120),
            (run, least, most) => (RetrySpec)new RetrySpec.Sendmail(Scene.Seconds(run), Scene.Seconds(least), Scene.Seconds(most))),
        Gen.Double[5, 50].Select(seconds => (RetrySpec)new RetrySpec.Linear(Scene.Seconds(seconds), Scene.Seconds(3), Scene.Seconds(80))),
        Gen.Double[5, 50].Select(seconds => (RetrySpec)new RetrySpec.Random(new Distribution.Exponential(seconds * SimDuration.TicksPerSecond))),
        Gen.Double[5, 50].Select(seconds => (RetrySpec)new RetrySpec.Waits([Scene.Seconds(1), Scene.Seconds(seconds)])));

    /// <summary>Gives up after a few attempts or minutes, or holds on for days.</summary>
    private static readonly Gen<RetrySpec> Retry = Gen.Select(Schedule, Gen.OneOf(0, 0, 2, 5), Gen.OneOf(10.0, 10.0, 60.0, 7200.0),
        (schedule, attempts, minutes) => schedule with
        {
            MaxAttempts = attempts,
            Lifetime = SimDuration.FromMinutes(schedule is RetrySpec.Fixed or RetrySpec.Exponential or RetrySpec.Linear or RetrySpec.Random or RetrySpec.Waits ? Math.Min(minutes, 10) : minutes),
        });

    private static readonly Gen<SimDuration> Timeout = Gen.Frequency((3, Gen.Const(Scene.Seconds(300))), (1, Gen.Double[0.01, 10].Select(Scene.Seconds)));

    private static readonly Gen<ClientTimeouts> Timeouts = Gen.Frequency(
        (2, Gen.Const(new ClientTimeouts())),
        (1, Timeout.Array[10].Select(t => new ClientTimeouts
        {
            Connect = t[0],
            Greeting = t[1],
            Hello = t[2],
            Mail = t[3],
            Rcpt = t[4],
            Data = t[5],
            Body = t[6],
            Rset = t[7],
            Quit = t[8],
            Block = t[9],
        })));

    /// <summary>Now and then somebody is not patient.</summary>
    private static readonly Gen<ClientPatience?> Patience = Gen.Frequency(
        (5, Gen.Const<ClientPatience?>(() => null)),
        (1, Gen.Select(Gen.Double[0.05, 30], Gen.Double[0.05, 30], (one, other) => (ClientPatience?)new ClientPatience
        {
            Greeting = new Distribution.Exponential(Scene.Seconds(one).Ticks),
            Body = new Distribution.Exponential(Scene.Seconds(other).Ticks),
        })));

    /// <summary>A group that makes use of service extensions in any way.</summary>
    public static Gen<ClientGroup> Group(string name) => Gen.Select(
        RandomThrottles.On(PlainGroup(name)), Gen.Bool, Gen.Bool, Gen.OneOf(TlsUse.Never, TlsUse.May, TlsUse.May, TlsUse.Must),
        Gen.OneOf(AuthMechanisms.None, AuthMechanisms.None, AuthMechanisms.Plain, AuthMechanisms.Login), Patience,
        (group, pipelining, chunking, tls, auth, patience) => group with { Pipelining = pipelining, Chunking = chunking, Tls = tls, Auth = auth, Patience = patience });

    private static Gen<ClientGroup> PlainGroup(string name) => Gen.Select(
        Gen.Int[1, 6], Retry, Gen.OneOf(1, 2, 20), Gen.OneOf(1, 1, 3, 100), Gen.OneOf(1, 4, 4096), Gen.Frequency((4, false), (1, true)),
        Gen.OneOf(0, 0, 0, 1, 4), Timeouts,
        (count, retry, concurrency, perSession, senders, heloOnly, queue, timeouts) => new ClientGroup
        {
            Name = name,
            Count = count,
            Retry = retry,
            Concurrency = concurrency,
            MessagesPerSession = perSession,
            Senders = senders,
            HeloOnly = heloOnly,
            QueueLimit = queue,
            Timeouts = timeouts,
        });
}
