using System.Net.Sockets;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <content>The connections: what the fleet wants of them, and what comes of it.</content>
internal sealed partial class FleetRun
{
    private readonly Stack<FleetConnection> _idle = new();
    private readonly Queue<(FleetSession Session, int Client)> _waiting = new();
    private readonly List<FleetConnection> _dirty = [];
    private readonly Stack<FleetConnection> _answered = new();
    private FleetConnection?[] _connections = new FleetConnection?[64];
    private readonly Dictionary<ServiceExtensions, long> _lacking = [];
    private int _open;
    private long _connected, _peak, _failed, _garbled, _secured, _insecure, _sent, _received;

    public void OnReceived(FleetConnection connection)
    {
        lock (_lock)
        {
            connection.Completed();
            if (!connection.IsOpen)
                Recycle(connection);
            else if (connection.IsConnected && !connection.IsSecuring)
                Take(connection);
            else
                Greet(connection);
            Settle();
        }
    }

    public void OnSent(FleetConnection connection)
    {
        lock (_lock)
        {
            connection.Completed();
            _sent += connection.Sent();
            if (connection.IsOpen)
                _sent += connection.Flush();
            else
                Recycle(connection);
        }
    }

    private void CarryOut(in FleetCommand command)
    {
        if (command.Action == FleetAction.Connect)
        {
            if (_open < _options.MaxConnections)
                Connect(command.Session, command.Client);
            else
                _waiting.Enqueue((command.Session, command.Client));
            return;
        }

        if (Find(command.Session) is not { } connection)
            return; // it waited for a connection, and its time is over
        switch (command.Action)
        {
            case FleetAction.Close:
                Close(connection);
                break;
            case FleetAction.Handshake:
                if (!connection.Secure(_options.Target.Host, _options.VerifiesCertificate))
                    _answered.Push(connection);
                break;
            default:
                connection.Dialogue.Send(command);
                Touch(connection);
                break;
        }
    }

    private void Connect(FleetSession session, int client)
    {
        var connection = _idle.TryPop(out var idle) ? idle : new FleetConnection(this, new FleetDialogue(_fleet.Addresses, _texts, _identity));
        while (session.Place >= _connections.Length)
            Array.Resize(ref _connections, _connections.Length * 2);
        _connections[session.Place] = connection;
        _open++;
        _peak = Math.Max(_peak, _open);
        if (!connection.Connect(session, client, _targets.Current, _fleet.GroupOf(client), _options.Pipelining))
            _answered.Push(connection);
    }

    /// <summary>The connection stands, or TLS does on it; or not.</summary>
    private void Greet(FleetConnection connection)
    {
        var session = connection.Session;
        if (Find(session) != connection)
            return; // the session is over
        if (!(connection.IsSecuring ? GreetInTls(connection, session) : GreetInClear(connection, session)))
            return;
        if (!connection.Receive())
            Take(connection);
    }

    private bool GreetInClear(FleetConnection connection, FleetSession session)
    {
        if (connection.Error != SocketError.Success)
        {
            _failed++;
            _targets.Failed(connection.Error, _clock.WallSeconds);
            Close(connection);
            _fleet.Refused(session, _clock.Now);
            return false;
        }

        _connected++;
        _targets.Succeeded();
        connection.Connected();
        _fleet.Connected(session, _clock.Now);
        return true;
    }

    private bool GreetInTls(FleetConnection connection, FleetSession session)
    {
        if (!connection.Secured(out var trouble))
        {
            _insecure++;
            _targets.Insecure(trouble, _clock.WallSeconds);
            Lose(connection);
            return false;
        }

        _secured++;
        _targets.Secured();
        _fleet.Secured(session, _clock.Now);
        return true;
    }

    /// <summary>Takes what came, and whatever comes while that is done.</summary>
    private void Take(FleetConnection connection)
    {
        var session = connection.Session;
        do
        {
            var input = connection.Received();
            if (input.IsEmpty)
            {
                Lose(connection);
                return;
            }

            _received += input.Length;
            if (!Read(connection, session, input))
                return;
        }
        while (!connection.Receive());
    }

    /// <summary>Takes the replies that are whole.</summary>
    /// <returns>False when nothing more is to be received now: the session is over or goes inside TLS, or a challenge is being answered elsewhere.</returns>
    private bool Read(FleetConnection connection, FleetSession session, ReadOnlySpan<byte> input)
    {
        var now = _clock.Now;
        while (true)
        {
            var found = connection.Dialogue.Read(input, out var consumed, out var reply);
            input = input[consumed..];
            if (found == FleetRead.Reply)
            {
                if (Pass(connection, session, reply, now))
                    continue;
                return false; // closed, and perhaps in use for another session already; or what follows is TLS
            }

            if (found == FleetRead.Garbage)
            {
                Reject(connection);
                return false;
            }

            connection.Keep(input);
            if (found == FleetRead.Challenge)
            {
                Derive(connection, session);
                return false;
            }

            Touch(connection); // a reply that nobody wanted may have let something go out
            _sent += connection.Flush();
            return true;
        }
    }

    /// <summary>A reply goes to the fleet, and what it brings about to the connections.</summary>
    /// <returns>Whether the session goes on as it is.</returns>
    private bool Pass(FleetConnection connection, FleetSession session, Reply reply, long now)
    {
        _targets.Answered();
        _fleet.Replied(session, reply, connection.Dialogue.Offered, now, connection.Dialogue.Limits);
        foreach (ref readonly var command in _fleet.TakeCommands())
            CarryOut(command);
        return Find(session) == connection && !connection.IsSecuring;
    }

    /// <summary>Ends the sessions whose server has taken nothing of what was sent for the clients' time-out of a block (RFC 5321 section 4.5.3.2.5).</summary>
    private void GiveUpStalled()
    {
        var now = _clock.Now;
        foreach (var connection in _connections)
        {
            if (connection is not null && connection.StallsFor(now) >= _fleet.GroupOf(connection.Client).Timeouts.Block.Ticks)
                _fleet.Stalled(connection.Session, now);
        }
    }

    private void Reject(FleetConnection connection)
    {
        _garbled++;
        _targets.Garbled(_clock.WallSeconds);
        Lose(connection);
    }

    private void Lose(FleetConnection connection)
    {
        var session = connection.Session;
        Close(connection);
        _fleet.Lost(session, _clock.Now);
    }

    private void Close(FleetConnection connection)
    {
        if (connection.Dialogue.Lacks != ServiceExtensions.None)
            _lacking[connection.Dialogue.Lacks] = _lacking.GetValueOrDefault(connection.Dialogue.Lacks) + 1;
        _connections[connection.Session.Place] = null;
        connection.Close();
        _open--;
        Recycle(connection);
        while (_open < _options.MaxConnections && _waiting.TryDequeue(out var next))
        {
            if (_fleet.IsOpen(next.Session))
                Connect(next.Session, next.Client);
        }
    }

    private void Recycle(FleetConnection connection)
    {
        if (connection.IsIdle)
            _idle.Push(connection);
    }

    private void Touch(FleetConnection connection)
    {
        if (connection.IsDirty)
            return;
        connection.IsDirty = true;
        _dirty.Add(connection);
    }

    private FleetConnection? Find(FleetSession session)
        => session.Place < _connections.Length && _connections[session.Place] is { } connection && connection.Session == session ? connection : null;
}
