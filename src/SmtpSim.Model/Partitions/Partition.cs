using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// The hosts of one partition and their events: a logical process of the simulation. It takes events in their total order, hands each
/// to its side, and collects what is meant for other partitions. It knows no clock, no thread and no grain.
/// </summary>
public sealed class Partition
{
    /// <summary>How far ahead memory is fetched: some 500 ns, and main memory answers within 200.</summary>
    private const int EventsAhead = 8;

    private readonly World _world;
    private readonly EventRouter _router;
    private readonly ClientSide _clients;
    private readonly ServerSide _servers;
    private readonly EndToEndBooks? _books;
    private readonly RunRecorder? _recorder;
    private readonly SlotLines[] _linesOf = new SlotLines[Enum.GetValues<EventKind>().Length];

    /// <summary>The recorder's, beside those of <see cref="_linesOf"/>; empty without one.</summary>
    private readonly SlotLines[] _factLinesOf = [];
    private long _now;
    private long _lastEffective;
    private ulong _fingerprint;

    /// <param name="records">The records to make; null for none.</param>
    public Partition(World world, int index, int count, RecordSelection? records = null)
        : this(world, index, count, trace: null, records)
    {
    }

    internal Partition(World world, int index, int count, TraceRecorder? trace)
        : this(world, index, count, trace, records: null)
    {
    }

    private Partition(World world, int index, int count, TraceRecorder? trace, RecordSelection? records)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        if (count > 1 && world.Lookahead == 0)
            throw new ArgumentException("Several partitions need a latency floor above zero on every link.", nameof(count));
        _world = world;
        Index = index;
        Count = count;
        var map = new PartitionMap(count);
        _router = new EventRouter(index, map, world.ClientHosts, BucketWidth(world));
        _books = world.Relays is null ? null : new EndToEndBooks(world);
        _recorder = records is null ? null : new RunRecorder(world, map, index, records);
        _clients = new ClientSide(world, map, index, _router, trace ?? _recorder, _books);
        _servers = new ServerSide(world, map, index, _router, trace, _books);
        _clients.ServerLines = _servers.Sessions.Lines;
        for (var kind = 0; kind < _linesOf.Length; kind++)
            _linesOf[kind] = LinesOf((EventKind)kind);
        if (_recorder is not null)
            _factLinesOf = [.. _linesOf.Select(lines => lines == _clients.Sessions.Lines ? _recorder.Lines : SlotLines.None)];
        _clients.Begin();
        _servers.Begin();
    }

    public int Index { get; }

    public int Count { get; }

    /// <summary>Events so far that changed something.</summary>
    public long Events { get; private set; }

    /// <summary>Sum over these events of their mixed keys: what tells two trajectories apart.</summary>
    public ulong Fingerprint => _fingerprint;

    /// <summary>Sessions that clients of this partition hold.</summary>
    public long Sessions => _clients.Sessions.InUse;

    /// <summary>Sessions that servers of this partition hold.</summary>
    public long ServerSessions => _servers.Sessions.InUse;

    /// <summary>Messages in the queues of clients of this partition.</summary>
    public long QueuedMessages => _clients.QueuedMessages;

    /// <summary>Records made and not taken yet.</summary>
    public int Records => _recorder?.Count ?? 0;

    /// <summary>A lower bound of the time of the next event, or <see cref="long.MaxValue"/> when nothing is left to happen before the end.</summary>
    public long NextTime
    {
        get
        {
            var next = _router.Queue.NextTime;
            return next < _world.End ? next : long.MaxValue;
        }
    }

    /// <summary>Virtual time reached: tick of the event taken last.</summary>
    public long Now => _now;

    /// <summary>Simulates every event before <paramref name="end"/>, or the first <paramref name="most"/> of them.</summary>
    /// <returns>False when it stopped at <paramref name="most"/>.</returns>
    public bool Advance(long end, long most = long.MaxValue) => _recorder is null ? Advance<Plain>(end, most) : Advance<Recorded>(end, most);

    /// <summary>Compiled once for runs with records and once for those without, which so know nothing of them.</summary>
    private bool Advance<TRun>(long end, long most)
        where TRun : struct
    {
        end = Math.Min(end, _world.End);
        _router.WindowEnd = end;
        var queue = _router.Queue;
        while (true)
        {
            ref readonly var e = ref queue.Take(end);
            if (Unsafe.IsNullRef(in e))
                return true;
            if (e.Time < _now)
                ThrowTimeWentBack(e);
            _now = e.Time;
            Prefetch<TRun>(queue);
            if (Dispatch(e))
                Record(e);
            if (--most == 0)
                return false;
        }
    }

    /// <summary>Simulates up to the next event that changes something, and tells which it was; false when there is none before <paramref name="end"/>.</summary>
    internal bool TryStep(long end, out SimEvent happened)
    {
        end = Math.Min(end, _world.End);
        _router.WindowEnd = end;
        while (true)
        {
            ref readonly var e = ref _router.Queue.Take(end);
            if (Unsafe.IsNullRef(in e))
            {
                happened = default;
                return false;
            }

            happened = e; // its place in the queue is free while it is handled
            _now = e.Time;
            if (!Dispatch(happened))
                continue;
            Record(happened);
            return true;
        }
    }

    /// <summary>Takes events of other partitions; none may lie before the end of the window simulated last.</summary>
    public void Accept(ReadOnlySpan<SimEvent> events)
    {
        foreach (ref readonly var item in events)
            _router.Queue.Add(item);
    }

    /// <summary>What clients here sent to servers of another partition and was not taken yet.</summary>
    public Outbox CommandsTo(int partition) => _router.CommandsTo(partition);

    /// <summary>What servers here sent to clients of another partition and was not taken yet.</summary>
    public Outbox RepliesTo(int partition) => _router.RepliesTo(partition);

    /// <summary>Takes the records of what ended before a tick that the partition has passed; <see cref="long.MaxValue"/> after <see cref="Close"/>.</summary>
    public RecordBatch TakeRecords(long before) => _recorder?.Take(before) ?? RecordBatch.Empty;

    /// <summary>Ends the simulation of this partition, at the scenario's end or, when it was interrupted, at <paramref name="time"/>.</summary>
    public PartitionResult Close(long time)
    {
        _clients.Close(time);
        _servers.Close(time);
        return new PartitionResult
        {
            Clients = [.. _clients.Metrics.Select(Values)],
            Servers = [.. _servers.Metrics.Select(Values)],
            Events = Events,
            LastEvent = _lastEffective,
            Fingerprint = _fingerprint,
            Origins = [.. _books?.Origins.Select(metrics => Values(metrics.Arrays)) ?? []],
            Exemplars = [.. _clients.Exemplars.Select(list => list.ToValues())],
            Receptions = [.. _books?.Servers.Select(metrics => Values(metrics.Arrays)) ?? []],
        };
    }

    /// <summary>Width of an event queue's bucket: the lookahead, but at least a millisecond and at most a second.</summary>
    private static long BucketWidth(World world)
        => Math.Clamp(world.Lookahead, SimDuration.TicksPerMillisecond, SimDuration.TicksPerSecond);

    private static long[][] Values(IEnumerable<MetricArray> arrays) => [.. arrays.Select(array => array.Values)];

    private static long[][] Values(ClientMetrics metrics) => [.. metrics.Arrays.Select(array => array.Values)];

    private static long[][] Values(ServerMetrics metrics) => [.. metrics.Arrays.Select(array => array.Values)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Dispatch(in SimEvent e) => (EventKind)e.Kind switch
    {
        EventKind.Open => _servers.OnOpen(e),
        EventKind.Established => _servers.OnEstablished(e),
        EventKind.Mail => _servers.OnMail(e),
        EventKind.Rcpt => _servers.OnRcpt(e),
        EventKind.Body => _servers.OnBody(e),
        EventKind.Command => _servers.OnCommand(e),
        EventKind.Close => _servers.OnClose(e),
        EventKind.Accepted => _clients.OnAccepted(e),
        EventKind.Refused => _clients.OnRefused(e),
        EventKind.Reply => _clients.OnReply(e),
        EventKind.Reset => _clients.OnReset(e),
        EventKind.Arrival => _clients.OnArrival(e),
        EventKind.Retry => _clients.OnRetry(e),
        EventKind.ClientTimer => _clients.OnTimer(e),
        EventKind.ServerTimer => _servers.OnTimer(e),
        EventKind.Release => _servers.OnRelease(e),
        EventKind.OutageStart => _servers.OnOutageStart(e),
        EventKind.WakeDeferred => _clients.OnWakeDeferred(e),
        EventKind.ClientHandshake => _servers.OnHandshake(e),
        EventKind.ServerHandshake => _clients.OnHandshake(e),
        EventKind.Garbled => _clients.OnGarbled(e),
        EventKind.ClientCrash => _clients.OnCrash(e),
        EventKind.WorkDone => _servers.OnWorkDone(e),
        EventKind.Resolved => _clients.OnResolved(e),
        EventKind.Announce => _servers.OnAnnounce(e),
        EventKind.HandOver => _clients.OnHandOver(e),
        EventKind.Deposit => _servers.OnDeposit(e),
        _ => ThrowUnknown(e),
    };

    /// <summary>
    /// Adds the event to the fingerprint of the trajectory. A sum of mixed keys, so that it is the same in whatever order and partition
    /// events happen; slots are left out, since they are the partition's own affair.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Record(in SimEvent e)
    {
        Events++;
        _lastEffective = e.Time;
        var hosts = ((ulong)(uint)e.Receiver << 32) | (uint)e.Sender;
        var what = ((ulong)e.Sequence << 16) | ((ulong)e.Kind << 8) | e.Detail;
        var x = ((ulong)e.Time ^ (hosts * 0x9E3779B97F4A7C15)) + (what * 0xD1342543DE82EF95);
        if (e.Kind == (byte)EventKind.Reply)
            x += e.Argument;
        x = (x ^ (x >> 32)) * 0xBF58476D1CE4E5B9;
        _fingerprint += x ^ (x >> 29);
    }

    /// <summary>Asks for what the next events will touch, without a branch on their kinds: no processor could foresee which way it goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch<TRun>(EventQueue queue)
        where TRun : struct
    {
        while (true)
        {
            ref readonly var e = ref queue.Foresee(EventsAhead);
            if (Unsafe.IsNullRef(in e))
                return;
            _linesOf[e.Kind].Prefetch(e.Slot);
            if (typeof(TRun) == typeof(Recorded))
                _factLinesOf[e.Kind].Prefetch(e.Slot);
            if (TurnsToHost(e))
                _clients.PrefetchHost(e.Receiver);
        }
    }

    /// <summary>Whether a client begins a session, settles a message or ends a session; then its queue is touched too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TurnsToHost(in SimEvent e)
        => (EventKind)e.Kind is EventKind.Arrival or EventKind.Retry
            | ((EventKind)e.Kind is EventKind.Reply & (e.Argument == WellKnownReplies.Queued.Bits | e.Argument == WellKnownReplies.Bye.Bits));

    private SlotLines LinesOf(EventKind kind) => kind switch
    {
        EventKind.Accepted or EventKind.Refused or EventKind.Reply or EventKind.Reset or EventKind.ClientTimer or EventKind.ServerHandshake or EventKind.Garbled => _clients.Sessions.Lines,
        EventKind.Open or EventKind.Arrival or EventKind.Retry or EventKind.OutageStart or EventKind.WakeDeferred
            or EventKind.WorkDone or EventKind.Resolved or EventKind.Announce or EventKind.HandOver or EventKind.Deposit
            or EventKind.ClientCrash => SlotLines.None,
        _ => _servers.Sessions.Lines,
    };

    private static bool ThrowUnknown(in SimEvent e) => throw new InvalidOperationException($"Unknown kind of event {e.Kind}.");

    private void ThrowTimeWentBack(in SimEvent e)
        => throw new InvalidOperationException($"An event at {e.Time} came after one at {_now}: time went back.");

    /// <summary>A run without records.</summary>
    private readonly struct Plain;

    /// <summary>A run with records.</summary>
    private readonly struct Recorded;
}
