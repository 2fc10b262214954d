using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Sees all sessions and messages of a run and keeps what an <see cref="Observation"/> says of them; exemplars are handed on to recorders of their own.</summary>
internal sealed partial class ObservationRecorder : TraceRecorder
{
    private readonly World _world;
    private readonly long _width;
    private readonly int _bins;
    private readonly PhaseClock _phases = new();
    private readonly Lifelines _lifelines;
    private readonly ServerBlocks _servers;
    private readonly SortedDictionary<int, long[]> _replies = [];
    private readonly MessageRecorder[] _traces;
    private readonly bool[] _isTraced;

    public ObservationRecorder(World world, IReadOnlyList<Exemplar> exemplars, long width, int bins)
    {
        (_world, _width, _bins) = (world, width, bins);
        _lifelines = new Lifelines(world, exemplars);
        _servers = new ServerBlocks(world, bins);
        _traces = [.. exemplars.Select(exemplar => new MessageRecorder(world, exemplar.Host, exemplar.Number))];
        _isTraced = new bool[world.ClientHosts];
        foreach (var exemplar in exemplars)
            _isTraced[exemplar.Host] = true;
    }

    /// <summary>There is always more to see.</summary>
    public override bool IsDone => false;

    public override SendingHalf? Sending
    {
        get => base.Sending;
        set
        {
            base.Sending = value;
            foreach (var trace in _traces)
                trace.Sending = value;
        }
    }

    public Observation ToObservation(long until, bool whole) => new()
    {
        Until = new SimTime(until),
        Whole = whole,
        Bin = new SimDuration(_width),
        Phases = _phases.Durations,
        Replies = _replies,
        Servers = _servers.ToLoads(),
        Lifelines = _lifelines.ToList(),
        Traces = [.. _traces.Where(trace => trace.IsDone).Select(trace => trace.ToLog())],
    };

    private int BinOf(long time) => (int)Math.Min(time / _width, _bins);

    private void CountReply(long now, in ClientSession session, Reply reply)
    {
        var bin = BinOf(now);
        if (bin == _bins)
            return;
        if (!_replies.TryGetValue(reply.Code, out var counts))
            _replies.Add(reply.Code, counts = new long[_bins]);
        counts[bin]++;
        if (reply.Code >= 400)
            _servers.CountFailure(session.Server, bin);
    }
}
