using System.Net;
using System.Net.Sockets;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>
/// A live fleet on its connections. Everything happens under one lock and most of it on the thread that waits for the sockets: what a
/// reply brings about is sent before the next reply is read, and no task, timer or allocation belongs to a command.
/// </summary>
internal sealed class FleetRun : IDisposable
{
    private readonly LoadOptions _options;
    private readonly ClientFleet _fleet;
    private readonly FleetText _texts;
    private readonly FleetTargets _targets;
    private readonly LoadClock _clock;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly TaskCompletionSource<LoadEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stack<FleetConnection> _idle = new();
    private readonly Queue<(FleetSession Session, int Client)> _waiting = new();
    private readonly List<FleetConnection> _dirty = [];
    private readonly Stack<FleetConnection> _answered = new();
    private FleetConnection?[] _connections = new FleetConnection?[64];
    private long _timerDue = long.MaxValue;
    private int _open;
    private long _connected, _peak, _failed, _garbled, _sent, _received;

    public FleetRun(LoadOptions options)
    {
        _options = options;
        _fleet = new ClientFleet(options.Scenario, options.Group, options.FromDomain, options.RecipientDomain);
        _texts = new FleetText(_fleet.Addresses, options.Scenario.Seed);
        _targets = new FleetTargets(options.Target, options.KeepTrying);
        _clock = new LoadClock(options.Speed);
        _timer = new Timer(_ => OnTimer());
    }

    public Task<LoadEnd> Ended => _end.Task;

    public void Start() => OnTimer();

    /// <summary>Looks after what has no event of its own: a target that never was reached.</summary>
    public void Poll() => OnTimer();

    public void Interrupt() => _end.TrySetResult(LoadEnd.Interrupted);

    public LoadProgress Progress()
    {
        lock (_lock)
        {
            return new LoadProgress(
                _clock.WallSeconds,
                _fleet.Now / (double)Kernel.SimDuration.TicksPerSecond,
                _fleet.CountOf(ClientCounter.MessagesSubmitted),
                _fleet.CountOf(ClientCounter.MessagesDelivered),
                _fleet.CountOf(ClientCounter.MessagesBounced),
                _fleet.CountOf(ClientCounter.MessagesExpired),
                _fleet.CountOf(ClientCounter.Deferrals),
                _fleet.QueuedMessages,
                _open,
                _waiting.Count);
        }
    }

    /// <summary>Closes all connections and takes stock. Called once, after <see cref="Ended"/>.</summary>
    public LoadOutcome Close(LoadEnd end)
    {
        lock (_lock)
        {
            _timer.Dispose();
            _waiting.Clear();
            foreach (var connection in _connections)
                connection?.Close();
            return new LoadOutcome(
                end,
                _fleet.Close(complete: end == LoadEnd.Completed),
                new LoadCounts(_connected, _peak, _failed, _garbled, _sent, _received),
                _clock.WallSeconds,
                _targets.Trouble);
        }
    }

    public void Dispose() => _timer.Dispose();

    public void OnReceived(FleetConnection connection)
    {
        lock (_lock)
        {
            connection.Completed();
            if (!connection.IsOpen)
                Recycle(connection);
            else if (!connection.IsConnected)
                Answer(connection);
            else
                Take(connection);
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

    private void OnTimer()
    {
        lock (_lock)
        {
            _timerDue = long.MaxValue;
            _fleet.Advance(_clock.Now);
            Settle();
        }
    }

    /// <summary>Carries out what the fleet wants, until it wants nothing more now.</summary>
    private void Settle()
    {
        if (_end.Task.IsCompleted)
            return;
        do
        {
            foreach (ref readonly var command in _fleet.TakeCommands())
                CarryOut(command);
            while (_answered.TryPop(out var connection))
                Answer(connection);
            foreach (var connection in _dirty)
            {
                connection.IsDirty = false;
                _sent += connection.Flush();
            }

            _dirty.Clear();
        }
        while (_fleet.HasCommands);

        if (_fleet.IsDone)
            _end.TrySetResult(LoadEnd.Completed);
        else if (_targets.IsHopeless(_clock.WallSeconds))
            _end.TrySetResult(LoadEnd.Unreachable);
        else
            Schedule();
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
        if (command.Action == FleetAction.Close)
        {
            Close(connection);
            return;
        }

        connection.Dialogue.Send(command);
        Touch(connection);
    }

    private void Connect(FleetSession session, int client)
    {
        var connection = _idle.TryPop(out var idle) ? idle : new FleetConnection(this, new FleetDialogue(_fleet.Addresses, _texts));
        while (session.Place >= _connections.Length)
            Array.Resize(ref _connections, _connections.Length * 2);
        _connections[session.Place] = connection;
        _open++;
        _peak = Math.Max(_peak, _open);
        if (!connection.Connect(session, _targets.Current, _options.Pipelining && _fleet.MayPipeline(client)))
            _answered.Push(connection);
    }

    /// <summary>The connection stands, or it does not.</summary>
    private void Answer(FleetConnection connection)
    {
        var session = connection.Session;
        if (Find(session) != connection)
            return; // the session is over
        if (connection.Error != SocketError.Success)
        {
            _failed++;
            _targets.Failed(connection.Error, _clock.WallSeconds);
            Close(connection);
            _fleet.Refused(session, _clock.Now);
            return;
        }

        _connected++;
        _targets.Succeeded();
        connection.Connected();
        _fleet.Connected(session, _clock.Now);
        if (!connection.Receive())
            Take(connection);
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
            var now = _clock.Now;
            while (true)
            {
                var found = connection.Dialogue.Read(input, out var consumed, out var reply);
                input = input[consumed..];
                if (found == FleetRead.Reply)
                {
                    _fleet.Replied(session, reply, now);
                    foreach (ref readonly var command in _fleet.TakeCommands())
                        CarryOut(command);
                    if (Find(session) == connection)
                        continue;
                    return; // closed, and perhaps in use for another session already
                }

                if (found == FleetRead.Garbage)
                {
                    _garbled++;
                    Lose(connection);
                    return;
                }

                Touch(connection); // a reply that nobody wanted may have let something go out
                break;
            }

            connection.Keep(input);
            _sent += connection.Flush();
        }
        while (!connection.Receive());
    }

    private void Lose(FleetConnection connection)
    {
        var session = connection.Session;
        Close(connection);
        _fleet.Lost(session, _clock.Now);
    }

    private void Close(FleetConnection connection)
    {
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

    private void Schedule()
    {
        var next = _fleet.NextTime;
        if (next >= _timerDue)
            return;
        _timerDue = next;
        _timer.Change(Math.Max(1, _clock.MillisecondsUntil(next, _clock.Now)), Timeout.Infinite);
    }
}
