using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Wire.Tests;

/// <summary>A listener on a free port, with a server group that the test writes down.</summary>
internal static class ListeningServer
{
    public static Listener Start(string server = "{}", string outages = "[]", Func<ListenOptions, ListenOptions>? with = null)
    {
        var loaded = ScenarioLoader.Parse(
            $$"""
            schema: 1
            name: wire
            duration: 1h
            servers:
              mx: {{server}}
            clients:
              a: { retry: none }
            traffic:
              - { from: a, to: mx, arrivals: { burst: 1 } }
            outages: {{outages}}
            """, "wire.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        var world = new World(loaded.Scenario!);
        var options = new ListenOptions { World = world, Host = world.FirstServerOf(0) };
        return Listener.Start(with is null ? options : with(options));
    }
}
