using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>
/// Small scenarios whose events can be reckoned by hand. Unless a test says otherwise: one client, one server, one message of one
/// recipient at time 0, every segment takes exactly <see cref="Latency"/>, one attempt only.
/// </summary>
/// <remarks>
/// Segments of a plain session, in latencies: SYN 0-1, SYN-ACK 1-2, ACK 2-3, 220 3-4, EHLO 4-5, 250 5-6, MAIL 6-7, 250 7-8, RCPT 8-9, 250 9-10,
/// DATA 10-11, 354 11-12, text 12-13, 250 13-14, QUIT 14-15, 221 15-16.
/// </remarks>
internal static class Scene
{
    public static SimDuration Latency { get; } = SimDuration.FromMilliseconds(10);

    public static ServerGroup Server { get; } = new() { Name = "mx", Mailboxes = 1_000_000 };

    public static ClientGroup Client { get; } = new() { Name = "mta", Retry = new RetrySpec.None() };

    public static TrafficSpec Once { get; } = Burst(1);

    /// <summary>Duration is an hour, and the queues have a day to empty.</summary>
    public static Scenario Plain { get; } = new()
    {
        Name = "scene",
        Duration = SimDuration.FromHours(1),
        Drain = SimDuration.FromDays(1),
        SeriesInterval = SimDuration.FromMinutes(10),
        Network = new NetworkSpec { Default = new LinkSpec { Floor = Latency } },
        Servers = [Server],
        Clients = [Client],
        Traffic = [Once],
    };

    public static ReplySpec Busy { get; } = new(451, 4, 3, 0, "Try again later");

    public static TrafficSpec Burst(int messages, int recipients = 1) => new()
    {
        From = ["mta"],
        To = "mx",
        Arrivals = new ArrivalSpec.Bursts(messages, SimDuration.Zero),
        End = SimDuration.FromDays(1000),
        Recipients = new Distribution.Constant(recipients),
    };

    public static TrafficSpec Poisson(double perSecond) => Once with { Arrivals = new ArrivalSpec.Poisson(perSecond) };

    public static Scenario With(this Scenario scenario, ServerGroup server) => scenario with { Servers = [server] };

    public static Scenario With(this Scenario scenario, ClientGroup client) => scenario with { Clients = [client] };

    public static Scenario With(this Scenario scenario, TrafficSpec traffic) => scenario with { Traffic = [traffic] };

    public static Scenario With(this Scenario scenario, RetrySpec retry)
        => scenario with { Clients = [.. scenario.Clients.Select(client => client with { Retry = retry })] };

    public static Scenario With(this Scenario scenario, LinkSpec link) => scenario with { Network = new NetworkSpec { Default = link } };

    public static Scenario With(this Scenario scenario, FaultSpec fault)
        => scenario with { Servers = [.. scenario.Servers.Select(server => server with { Faults = [fault] })] };

    public static Scenario WithOutage(this Scenario scenario, OutageKind kind, SimDuration start, SimDuration length)
        => scenario with { Outages = [.. scenario.Outages, new OutageSpec { Servers = "mx", Kind = kind, Start = start, Length = length }] };

    public static SimDuration Seconds(double seconds) => SimDuration.FromSeconds(seconds);

    /// <summary>A constant duration as a distribution of ticks.</summary>
    public static Distribution Constant(double seconds) => new Distribution.Constant(SimDuration.FromSeconds(seconds).Ticks);

    /// <summary>So many latencies, in ticks.</summary>
    public static long Latencies(int count) => Latency.Ticks * count;
}
