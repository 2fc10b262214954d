using System.Diagnostics;

namespace SmtpSim.Peers.Tests;

/// <summary>Waits for what another process will bring about.</summary>
internal static class Until
{
    public static void True(Func<bool> condition, Func<string> otherwise, int seconds = 60)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); Thread.Sleep(20))
            if (clock.Elapsed.TotalSeconds > seconds)
                Assert.Fail(otherwise());
    }

    /// <summary>Waits until a server takes connections on a port of 127.0.0.1.</summary>
    public static void Listens(int port, Func<string> otherwise) => True(() =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }, otherwise);

    /// <summary>A port of 127.0.0.1 that was free a moment ago, for programs that can't be asked to take any.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
