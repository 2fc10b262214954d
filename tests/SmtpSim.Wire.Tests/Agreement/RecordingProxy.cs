using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SmtpSim.Wire.Tests;

/// <summary>Stands between clients and a server, hands every octet on, and keeps what went over the wire and when.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<RecordedConnection> _connections = [];
    private readonly List<Task> _tasks = [];
    private readonly IPEndPoint _server;
    private readonly Task _accepting;

    public RecordingProxy(IPEndPoint server)
    {
        _server = server;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public string Target => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    /// <summary>In the order in which they were opened. Complete once this is disposed of.</summary>
    public IReadOnlyList<RecordedConnection> Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                var record = new RecordedConnection();
                _connections.Add(record);
                _tasks.Add(CarryAsync(client, record));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket client, RecordedConnection record)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server, _stop.Token);
            await Task.WhenAll(CopyAsync(client, server, record, fromClient: true), CopyAsync(server, client, record, fromClient: false));
        }
    }

    private async Task CopyAsync(Socket from, Socket to, RecordedConnection record, bool fromClient)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                record.Add(_watch.Elapsed.TotalSeconds, fromClient, buffer.AsSpan(0, count));
                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}

/// <summary>The octets of one connection in the order in which they passed.</summary>
internal sealed class RecordedConnection
{
    private readonly List<(double Time, bool FromClient, byte[] Octets)> _pieces = [];

    public void Add(double time, bool fromClient, ReadOnlySpan<byte> octets)
    {
        lock (_pieces)
            _pieces.Add((time, fromClient, octets.ToArray()));
    }

    /// <summary>The dialogue as a trace tells it, times from the beginning of the recording.</summary>
    public SessionScript ToScript()
    {
        var lines = new List<ScriptLine>();
        var (client, server, reply, text, inText, chunk) = ("", "", "", 0, false, 0);
        foreach (var (time, fromClient, octets) in _pieces)
        {
            var waiting = (fromClient ? client : server) + System.Text.Encoding.Latin1.GetString(octets);
            while (true)
            {
                if (fromClient)
                {
                    // The octets of a chunk are no lines (RFC 3030 section 2).
                    var skipped = Math.Min(chunk, waiting.Length);
                    (chunk, waiting) = (chunk - skipped, waiting[skipped..]);
                }

                var end = waiting.IndexOf("\r\n", StringComparison.Ordinal);
                if (end < 0)
                    break;
                var line = waiting[..end];
                waiting = waiting[(end + 2)..];
                if (!fromClient)
                {
                    reply = reply.Length == 0 ? line : reply + "\n" + line;
                    if (line[3] == '-')
                        continue;
                    inText = reply.StartsWith("354", StringComparison.Ordinal);
                    lines.Add(new ScriptLine(time, FromClient: false, reply));
                    reply = "";
                }
                else if (inText && line != ".")
                {
                    text += line.Length + 2;
                }
                else
                {
                    if (inText)
                        lines.Add(new ScriptLine(time, FromClient: true, $"({text:N0} bytes of message text)"));
                    (inText, text) = (false, 0);
                    lines.Add(new ScriptLine(time, FromClient: true, line));
                    if (!line.StartsWith("BDAT ", StringComparison.Ordinal))
                        continue;
                    chunk = int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
                    lines.Add(new ScriptLine(time, FromClient: true, $"({chunk:N0} bytes of message text)"));
                }
            }

            (client, server) = fromClient ? (waiting, server) : (client, waiting);
        }

        return new SessionScript(lines);
    }
}
