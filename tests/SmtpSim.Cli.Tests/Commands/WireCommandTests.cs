using System.Net;
using System.Net.Sockets;
using SmtpSim.Model;
using SmtpSim.Scenarios;
using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

/// <summary>Commands that talk to a server, which stands in this process.</summary>
public abstract class WireCommandTests : CommandTests
{
    private protected static Listener Listen(string group = "{}", Func<ListenOptions, ListenOptions>? with = null)
    {
        var loaded = ScenarioLoader.Parse(
            $$"""
            schema: 1
            name: wire
            duration: 1h
            servers:
              mx: {{group}}
            clients:
              a: { retry: none }
            traffic:
              - { from: a, to: mx, arrivals: { burst: 1 } }
            """, "wire.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        var world = new World(loaded.Scenario!);
        var options = new ListenOptions { World = world, Host = world.FirstServerOf(0) };
        return Listener.Start(with is null ? options : with(options));
    }

    /// <summary>A target at which nobody listens.</summary>
    private protected static string Unused()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket.LocalEndPoint!.ToString()!;
    }
}
