using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Wire.Tests;

/// <summary>A listener on a free port, with a server group that the test writes down.</summary>
internal static class ListeningServer
{
    private const string Everything = "extensions: [pipelining, size, 8bitmime, smtputf8, chunking, enhancedstatuscodes, dsn, starttls, auth, limits]";

    /// <param name="server">The group's keys as a YAML mapping; extensions that it does not name are all offered.</param>
    /// <param name="outages">Outages as a YAML list.</param>
    /// <param name="with">Changes the options.</param>
    public static Listener Start(string server = "{}", string outages = "[]", Func<ListenOptions, ListenOptions>? with = null)
    {
        if (!server.Contains("extensions", StringComparison.Ordinal) && !server.Contains("esmtp", StringComparison.Ordinal))
            server = "{ " + Everything + (server == "{}" ? "" : ",") + server[1..];
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
