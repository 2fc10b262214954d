using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Benchmarks;

/// <summary>
/// A scenario to be timed in its steady state. Clients submit at one interval, a little longer than a session takes, so that sessions
/// pend evenly from the first interval on; service times stretch sessions until as many pend as the cell asks for.
/// </summary>
internal sealed record Cell
{
    private const int HopsOfSession = 16;
    private const double MeanLatencySeconds = 0.0105;
    private const int StepsWithService = 6;

    public required string Name { get; init; }

    /// <summary>Sessions that shall pend.</summary>
    public required int Pending { get; init; }

    /// <summary>Mean service time of each of the six steps that have one; 0 for none.</summary>
    public required double ServiceSeconds { get; init; }

    public required double RetrySeconds { get; init; }

    public required double SeriesSeconds { get; init; }

    public static IReadOnlyList<Cell> All { get; } =
    [
        new() { Name = "dense-10k", Pending = 10_500, ServiceSeconds = 0, RetrySeconds = 5, SeriesSeconds = 1 },
        new() { Name = "dense-1M", Pending = 1_000_000, ServiceSeconds = 1, RetrySeconds = 5, SeriesSeconds = 1 },
        new() { Name = "sparse-10k", Pending = 10_000, ServiceSeconds = 2_800, RetrySeconds = 3_600, SeriesSeconds = 3_600 },
        new() { Name = "sparse-1M", Pending = 1_000_000, ServiceSeconds = 280_000, RetrySeconds = 86_400, SeriesSeconds = 86_400 },
    ];

    /// <summary>How long a session takes on average, deferred ones left out.</summary>
    public double SessionSeconds => HopsOfSession * MeanLatencySeconds + StepsWithService * ServiceSeconds;

    /// <summary>Virtual time between a client's messages: with retries its sessions then fill four fifths of it.</summary>
    public double IntervalSeconds => SessionSeconds * 1.3;

    /// <summary>Virtual time from which the cell counts as steady: every client had its second message, every retry its interval.</summary>
    public double WarmSeconds => Math.Max(2 * IntervalSeconds, IntervalSeconds + 2 * RetrySeconds);

    public Scenario Scenario(double seconds)
    {
        var clients = (int)(Pending * 1.3);
        var patience = SimDuration.FromSeconds(Math.Max(300, 50 * ServiceSeconds));
        var service = ServiceSeconds == 0 ? Distribution.Zero : new Distribution.Exponential(ServiceSeconds * SimDuration.TicksPerSecond);
        return new Scenario
        {
            Name = Name,
            Duration = SimDuration.FromSeconds(seconds),
            SeriesInterval = SimDuration.FromSeconds(SeriesSeconds),
            Network = new NetworkSpec
            {
                Default = new LinkSpec { Floor = SimDuration.FromMilliseconds(10), Jitter = new Distribution.Uniform(0, SimDuration.TicksPerMillisecond) },
            },
            Servers =
            [
                new ServerGroup
                {
                    Name = "mx",
                    Count = clients / 100,
                    IdleTimeout = patience,
                    Service = new ServiceTimes { Connect = service, Hello = service, Mail = service, Rcpt = service, Data = service, Body = service },
                    Faults = [new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(451, 4, 3, 0, "Try again later"), Chance = 0.05 }],
                },
            ],
            Clients =
            [
                new ClientGroup
                {
                    Name = "mta",
                    Count = clients,
                    Concurrency = 1,
                    Retry = new RetrySpec.Fixed(SimDuration.FromSeconds(RetrySeconds)) { Lifetime = SimDuration.FromDays(10_000) },
                    Timeouts = new ClientTimeouts
                    {
                        Connect = patience,
                        Greeting = patience,
                        Hello = patience,
                        Mail = patience,
                        Rcpt = patience,
                        Data = patience,
                        Body = patience,
                        Rset = patience,
                        Quit = patience,
                    },
                },
            ],
            Traffic =
            [
                new TrafficSpec
                {
                    From = ["mta"],
                    To = "mx",
                    Arrivals = new ArrivalSpec.Every(SimDuration.FromSeconds(IntervalSeconds), null),
                    End = SimDuration.FromSeconds(seconds),
                },
            ],
        };
    }
}
