using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>A benchmark scenario as the plain loop reads it, with the keys of the engine's random streams.</summary>
internal sealed class PlainRules
{
    /// <summary>Top bits of the sequence numbers of a host's own events: arrivals come before retries and those before timers.</summary>
    public const uint RetryBits = 1u << 28;
    public const uint TimerBits = 2u << 28;

    private readonly RandomKey _arrivalKey;
    private readonly Sampler[] _service;
    private readonly ulong _deferBelow;

    public PlainRules(Scenario scenario)
    {
        var (client, server, traffic) = (scenario.Clients.Single(), scenario.Servers.Single(), scenario.Traffic.Single());
        (Clients, Servers) = (client.Count, server.Count);
        var link = scenario.Network.Default;
        Link = new Link(link.Floor.Ticks, Sampler.Compile(link.Jitter), link.Loss, link.BytesPerSecond);
        Interval = ((ArrivalSpec.Every)traffic.Arrivals).Interval.Ticks;
        ArrivalEnd = Math.Min(traffic.End.Ticks, scenario.Duration.Ticks);
        Size = Sampler.Compile(traffic.Size);
        RetryInterval = ((RetrySpec.Fixed)client.Retry).Interval.Ticks;
        Lifetime = client.Retry.Lifetime.Ticks;
        var timeouts = client.Timeouts;
        (ConnectTimeout, GreetingTimeout, HelloTimeout, MailTimeout) = (timeouts.Connect.Ticks, timeouts.Greeting.Ticks, timeouts.Hello.Ticks, timeouts.Mail.Ticks);
        (RcptTimeout, DataTimeout, BodyTimeout, QuitTimeout) = (timeouts.Rcpt.Ticks, timeouts.Data.Ticks, timeouts.Body.Ticks, timeouts.Quit.Ticks);
        IdleTimeout = server.IdleTimeout.Ticks;
        var fault = server.Faults.Single();
        _deferBelow = (ulong)(fault.Chance * 18446744073709551616.0);
        var service = server.Service;
        Distribution[] times = [Distribution.Zero, service.Connect, service.Hello, service.Mail, service.Rcpt, service.Data, service.Body];
        _service = [.. times.Select(Sampler.Compile)];
        if (fault is not { At: SessionStep.Rcpt, Kind: FaultKind.Reply, Reply.Code: 451 } || client.Concurrency != 1
            || client.MessagesPerSession != 1 || link.Floor.Ticks == 0 || !Sampler.Compile(service.Quit).IsZero || server.Workers > 0)
            throw new ArgumentException("The plain loop knows the benchmark scenarios only.", nameof(scenario));

        var root = RandomKey.Root(scenario.Seed, scenario.Replication);
        _arrivalKey = root.Derive(1).Derive(0);
        MessageKey = root.Derive(2);
        SessionKey = root.Derive(3);
    }

    public int Clients { get; }
    public int Servers { get; }
    public Link Link { get; }
    public long Interval { get; }
    public long ArrivalEnd { get; }
    public Sampler Size { get; }
    public long RetryInterval { get; }
    public long Lifetime { get; }
    public long ConnectTimeout { get; }
    public long GreetingTimeout { get; }
    public long HelloTimeout { get; }
    public long MailTimeout { get; }
    public long RcptTimeout { get; }
    public long DataTimeout { get; }
    public long BodyTimeout { get; }
    public long QuitTimeout { get; }
    public long IdleTimeout { get; }
    public RandomKey MessageKey { get; }
    public RandomKey SessionKey { get; }

    /// <summary>Clients submit at one interval, each from a point of its own.</summary>
    public long FirstArrival(int client) => (long)Math.BigMul(_arrivalKey.Derive((ulong)client).Draw(0), (ulong)Interval, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Sampler Service(SessionStep step) => ref _service[(int)step];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Defers(in PlainSession session) => session.Key.Draw(ServerDraw(session.ServerStep, 2)) < _deferBelow;

    /// <summary>The counter of a server's draw: 0 for the latency of what it sends, 1 for its service time, 2 for faults.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ServerDraw(ushort step, ulong what) => (1UL << 32) | ((ulong)step << 2) | what;
}
