using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>The plain scene with a smart host between client and server; every segment takes <see cref="Scene.Latency"/> on each hop.</summary>
internal static class RelayScene
{
    public static RelaySpec Direct { get; } = new() { Sending = new ClientGroup { Name = "", Retry = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 5 } } };

    public static ServerGroup Hub { get; } = Scene.Server with { Name = "hub", Relay = Direct };

    /// <summary>The client sends everything to the hub, and the hub to the servers of the domain.</summary>
    public static Scenario SmartHost { get; } = Through(Hub);

    public static Scenario Through(params ServerGroup[] relays) => Scene.Plain with
    {
        Servers = [Scene.Server, .. relays],
        Clients = [Scene.Client with { Route = relays[0].Name }],
    };

    public static ServerGroup To(this ServerGroup relay, string? route)
        => relay with { Relay = relay.Relay! with { Sending = relay.Relay.Sending with { Route = route } } };

    public static Scenario WithServer(this Scenario scenario, ServerGroup server)
        => scenario with { Servers = [.. scenario.Servers.Select(other => other.Name == server.Name ? server : other)] };

    /// <summary>What became of the mail that the scene's client submitted.</summary>
    public static EndToEndMetrics Origin(this Outcome run) => run.Result.EndToEnd[0];

    public static ReceptionMetrics Reception(this Outcome run, string server)
        => run.Result.Receptions[run.World.Scenario.Servers.ToList().FindIndex(group => group.Name == server)];

    /// <summary>The sending half of a relay, or a client group.</summary>
    public static ClientMetrics Sender(this Outcome run, string name)
        => run.Result.Clients[run.World.Scenario.Clients.ToList().FindIndex(group => group.Name == name)];
}
