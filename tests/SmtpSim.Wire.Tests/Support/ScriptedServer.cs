using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpSim.Wire.Tests;

/// <summary>A server on loopback that does what a script says, octet for octet, on each connection. Disposing it ends all of them.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Func<Peer, Task> _script;
    private readonly Task _accepting;
    private int _count;

    private ScriptedServer(Func<Peer, Task> script)
    {
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string Target => $"127.0.0.1:{Port}";

    /// <summary>Connections so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public static ScriptedServer Start(Func<Peer, Task> script) => new(script);

    /// <summary>A server that answers each line with what a function says; null closes the connection.</summary>
    public static ScriptedServer Answering(Func<string, string?> answer, string greeting = "220 fake ESMTP\r\n") => Start(async peer =>
    {
        await peer.SendAsync(greeting);
        while (await peer.ReadLineAsync() is { } line)
        {
            if (answer(line) is not { } reply)
                return;
            await peer.SendAsync(reply);
        }
    });

    /// <summary>What a server that accepts everything says to a line; the text of messages gets no reply until its final dot.</summary>
    public static Func<string, string?> AcceptAll()
    {
        var inText = false;
        return line =>
        {
            if (inText)
            {
                inText = line != ".";
                return inText ? "" : "250 2.0.0 Queued\r\n";
            }

            inText = line == "DATA";
            return line switch
            {
                "DATA" => "354 Go ahead\r\n",
                "QUIT" => "221 2.0.0 Bye\r\n",
                _ when line.StartsWith("EHLO", StringComparison.Ordinal) => "250-fake\r\n250 SIZE\r\n",
                _ => "250 2.1.0 Ok\r\n",
            };
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _count);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var peer = new Peer(socket, _stop.Token);
        try
        {
            await _script(peer);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
        }
    }

    /// <summary>The other end of a connection.</summary>
    internal sealed class Peer(Socket socket, CancellationToken stop) : IDisposable
    {
        private readonly NetworkStream _stream = new(socket, ownsSocket: true);
        private readonly List<byte> _line = [];
        private readonly byte[] _buffer = new byte[8192];
        private int _start;
        private int _end;

        public Stream Stream => _stream;

        public CancellationToken Stopping => stop;

        public Task SendAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop).AsTask();

        /// <summary>A line without its CRLF; null at the end.</summary>
        public async Task<string?> ReadLineAsync()
        {
            _line.Clear();
            while (true)
            {
                if (_start == _end)
                {
                    (_start, _end) = (0, await _stream.ReadAsync(_buffer, stop));
                    if (_end == 0)
                        return null;
                }

                var octet = _buffer[_start++];
                if (octet == '\n')
                    return Encoding.Latin1.GetString([.. _line]).TrimEnd('\r');
                _line.Add(octet);
            }
        }

        /// <summary>Never ends but with the server.</summary>
        public Task SilenceAsync() => Task.Delay(Timeout.Infinite, stop);

        /// <summary>Ends the connection with RST.</summary>
        public void Reset()
        {
            socket.LingerState = new LingerOption(enable: true, 0);
            socket.Close();
        }

        public void Dispose() => _stream.Dispose();
    }
}
