using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// A server of a scenario on a TCP port, in real time. Connections are served by the threads of the socket engine; one timer looks after
/// all of their time-outs.
/// </summary>
public sealed class Listener : IDisposable
{
    private const int SocketBacklog = 1024;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(3);

    private readonly Socket _socket;
    private readonly ConnectionTable _connections;
    private readonly Timer _sweep;
    private readonly Lock _sweeping = new();
    private readonly SocketAsyncEventArgs _accept = new();
    private bool _restsFromAccepting;
    private long _sessions;
    private bool _stopped;

    private Listener(ListenOptions options, Socket socket)
    {
        _socket = socket;
        Core = new ListenerCore(options);
        _connections = new ConnectionTable(options.MaxConnections, options.MaxConnectionsPerAddress);
        var offer = WireOffer.Announced(Core.Live.Profile, options);
        Texts = Core.Live.TextsWith(offer);
        Offer = WireOffer.Enforced(offer, options);
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _sweep = new Timer(_ => Sweep(), state: null, SweepInterval, SweepInterval);
    }

    /// <summary>Where it listens, with the port that port 0 became.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The server's name in the scenario.</summary>
    public string Name => Core.Live.Name;

    /// <summary>Seconds since the start, as events tell them.</summary>
    public double Elapsed => Core.Clock.Now / 1e7;

    /// <summary>Connections that stand.</summary>
    public int Connections => _connections.Count;

    /// <summary>Connections that were taken, those over the limits included.</summary>
    public long Taken => Interlocked.Read(ref _sessions);

    internal ListenerCore Core { get; }

    internal ReplyTexts Texts { get; }

    internal ServerOffer Offer { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken, or the address is not one of this machine.</exception>
    public static Listener Start(ListenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var socket = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true; // those that are accepted inherit it
            socket.Bind(options.EndPoint);
            socket.Listen(SocketBacklog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        var listener = new Listener(options, socket);
        listener.Accept();
        return listener;
    }

    /// <summary>The sessions that stand, in the order of their numbers.</summary>
    public IReadOnlyList<SessionView> Sessions() => [.. _connections.ToArray().Select(connection => connection.View()).OrderBy(view => view.Number)];

    /// <summary>What was taken and refused so far.</summary>
    public ListenTotals Totals()
    {
        lock (Core.Gate)
            return ListenTotals.Of(Core.Live.Metrics, Taken);
    }

    /// <summary>Stops to listen, says 421 to whoever is there and waits a little for them to go.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, true))
            return;
        _socket.Dispose();
        foreach (var connection in _connections.ToArray())
            connection.Stop();
        _connections.WaitForNone(StopTime);
        _sweep.Dispose();
        foreach (var connection in _connections.ToArray())
            connection.Abort(reason: null);
        Core.Alarms.Dispose();
        _connections.Dispose();
        _accept.Dispose();
    }

    public void Dispose() => Stop();

    /// <summary>Connections that wait to be greeted, the first come first.</summary>
    internal ConcurrentQueue<Connection> Backlog { get; } = new();

    internal void Remove(Connection connection)
    {
        _connections.Remove(connection);
        if (!Backlog.IsEmpty)
            CallWaiting();
    }

    /// <summary>Has those greeted that there is room for: elsewhere, since whoever comes here holds the lock of a connection.</summary>
    private void CallWaiting()
    {
        while (Backlog.TryPeek(out _))
        {
            lock (Core.Gate)
                if (!Core.Live.TryCall())
                    return;
            if (Backlog.TryDequeue(out var connection))
                ThreadPool.UnsafeQueueUserWorkItem(static called => called.Call(), connection, preferLocal: false);
        }
    }

    private void Accept()
    {
        _accept.Completed += (_, _) => AcceptAll(isAnswer: true);
        AcceptAll(isAnswer: false);
    }

    /// <param name="isAnswer">Whether a connection was accepted that is to be taken first.</param>
    private void AcceptAll(bool isAnswer)
    {
        try
        {
            do
            {
                if (isAnswer && !TryTake())
                    return;
                isAnswer = true;
                _accept.AcceptSocket = null;
            }
            while (!_stopped && !_socket.AcceptAsync(_accept));
        }
        catch (ObjectDisposedException)
        {
            // Stopped.
        }
    }

    /// <returns>False when there are no more descriptors, or the like: then the next sweep tries again, and nobody else has to wait.</returns>
    private bool TryTake()
    {
        if (_accept.SocketError != SocketError.Success || _accept.AcceptSocket is not { } socket)
        {
            if (_accept.SocketError is SocketError.ConnectionAborted or SocketError.ConnectionReset)
                return true; // the client went before it was taken
            Volatile.Write(ref _restsFromAccepting, true);
            return false;
        }
        try
        {
            Take(socket);
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            socket.Dispose(); // the client was faster
        }
        return true;
    }

    private void Take(Socket socket)
    {
        var number = Interlocked.Increment(ref _sessions);
        if (socket.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            socket.Dispose();
            return;
        }
        socket.Blocking = false;
        var peer = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        var connection = new Connection(this, socket, number, peer);
        if (_connections.TryAdd(connection))
            connection.Begin();
        else
            connection.Refuse();
    }

    private void Sweep()
    {
        if (!_sweeping.TryEnter())
            return; // a sweep that takes long is enough
        try
        {
            if (Interlocked.Exchange(ref _restsFromAccepting, false) && !_stopped)
                AcceptAll(isAnswer: false);
            CallWaiting(); // after an outage there is room that no session has left
            var now = Core.Clock.Now;
            foreach (var connection in _connections.ToArray())
                if (Core.Live.HasOutages || connection.Deadline <= now)
                    connection.Look();
        }
        finally
        {
            _sweeping.Exit();
        }
    }
}
