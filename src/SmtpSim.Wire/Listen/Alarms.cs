namespace SmtpSim.Wire;

/// <summary>Wakes connections whose replies leave later: one queue and one thread for all of them.</summary>
internal sealed class Alarms : IDisposable
{
    private readonly PriorityQueue<Connection, long> _queue = new();
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _earlier = new(initialState: false);
    private Thread? _thread;
    private bool _stopped;

    /// <summary>Has the connection woken at a tick of its clock.</summary>
    public void Set(Connection connection, long due)
    {
        lock (_gate)
        {
            _queue.Enqueue(connection, due);
            if (_thread is null && !_stopped)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "delayed replies" };
                _thread.Start(connection.Core.Clock);
            }
            if (!_queue.TryPeek(out var first, out _) || first != connection)
                return;
        }
        _earlier.Set();
    }

    public void Dispose()
    {
        lock (_gate)
            _stopped = true;
        _earlier.Set();
        _thread?.Join();
        _earlier.Dispose();
    }

    private void Run(object? state)
    {
        var clock = (WallClock)state!;
        while (true)
        {
            Connection? due = null;
            var wait = Timeout.Infinite;
            lock (_gate)
            {
                if (_stopped)
                    return;
                if (_queue.TryPeek(out _, out var first))
                {
                    var left = first - clock.Now;
                    if (left <= 0)
                        due = _queue.Dequeue();
                    else
                        wait = (int)Math.Min((left + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond, int.MaxValue);
                }
            }
            if (due is null)
                _earlier.WaitOne(wait);
            else
                due.Release();
        }
    }
}
