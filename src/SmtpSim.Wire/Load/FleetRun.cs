using System.Net;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>
/// A live fleet on its connections. Everything happens under one lock and most of it on the thread that waits for the sockets: what a
/// reply brings about is sent before the next reply is read, and no task, timer or allocation belongs to a command.
/// </summary>
internal sealed partial class FleetRun : IDisposable
{
    private readonly LoadOptions _options;
    private readonly ClientFleet _fleet;
    private readonly FleetText _texts;
    private readonly FleetTargets _targets;
    private readonly FleetIdentity _identity;
    private readonly LoadClock _clock;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly TaskCompletionSource<LoadEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _timerDue = long.MaxValue;

    public FleetRun(LoadOptions options)
    {
        _options = options;
        _fleet = new ClientFleet(options.Scenario, options.Group, options.FromDomain, options.RecipientDomain);
        _texts = new FleetText(_fleet.Addresses, options.Scenario.Seed);
        _targets = new FleetTargets(options.Target, options.KeepTrying);
        // Nobody listens on the way to loopback.
        _identity = new FleetIdentity(options.Credentials, TrustsNetwork: options.Target.Addresses.All(IPAddress.IsLoopback));
        _clock = new LoadClock(options.Speed);
        _timer = new Timer(_ => OnTimer());
    }

    public Task<LoadEnd> Ended => _end.Task;

    public void Start() => TryAdvance();

    /// <summary>Looks after what has no event of its own: a target that never was reached, a text of which nothing is taken.</summary>
    public void Poll()
    {
        if (!_lock.TryEnter())
            return;
        try
        {
            GiveUpStalled();
        }
        finally
        {
            _lock.Exit();
        }

        TryAdvance();
    }

    public void Interrupt() => _end.TrySetResult(LoadEnd.Interrupted);

    /// <summary>How far it is. Read without the lock: a figure may be a moment ahead of another.</summary>
    public LoadProgress Progress() => new(
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
                new LoadCounts(_connected, _peak, _failed, _garbled, _secured, _insecure, _sent, _received),
                _clock.WallSeconds,
                _targets.Trouble)
            {
                Lacking = _lacking,
            };
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        if (TryAdvance() || _end.Task.IsCompleted)
            return;
        try
        {
            _timer.Change(1, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // The run is over.
        }
    }

    /// <summary>
    /// Has time go on, unless somebody else is just doing that. The thread that waits for the sockets holds the lock most of the time and is
    /// not to be fought for it: who waits there spins, on a core that the server could use.
    /// </summary>
    private bool TryAdvance()
    {
        if (!_lock.TryEnter())
            return false;
        try
        {
            _timerDue = long.MaxValue;
            _fleet.Advance(_clock.Now);
            Settle();
            return true;
        }
        finally
        {
            _lock.Exit();
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
                Greet(connection);
            foreach (var connection in _dirty)
            {
                connection.IsDirty = false;
                _sent += connection.Flush();
            }

            _dirty.Clear();
        }
        while (_fleet.HasCommands);

        if (_fleet.IsDone)
            _end.TrySetResult(EndOfAll());
        else if (_targets.IsHopeless(_clock.WallSeconds))
            _end.TrySetResult(LoadEnd.Unreachable);
        else if (_targets.SpeaksNoSmtp(_clock.WallSeconds))
            _end.TrySetResult(LoadEnd.NotSmtp);
        else if (_targets.IsInsecure(_clock.WallSeconds) && HasDeliveredNothing)
            _end.TrySetResult(LoadEnd.Insecure);
        else
            Schedule();
    }

    private bool HasDeliveredNothing => _fleet.CountOf(ClientCounter.MessagesDelivered) == 0;

    /// <summary>All mail has met its fate; where the target was never reached, that is no news of it.</summary>
    private LoadEnd EndOfAll()
        => _targets.WasNeverReached ? LoadEnd.Unreachable
        : _targets.IsNoMailServer ? LoadEnd.NotSmtp
        : _targets.WasNeverSecured && HasDeliveredNothing ? LoadEnd.Insecure
        : LoadEnd.Completed;

    private void Schedule()
    {
        var next = _fleet.NextTime;
        if (next >= _timerDue)
            return;
        _timerDue = next;
        _timer.Change(Math.Max(1, _clock.MillisecondsUntil(next, _clock.Now)), Timeout.Infinite);
    }
}
