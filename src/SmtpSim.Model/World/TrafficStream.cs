using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A stream of messages as the hot loop reads it: when each client submits, and what.</summary>
public sealed class TrafficStream
{
    private readonly double _meanGap;
    private readonly long _interval;
    private readonly long? _offset;
    private readonly int _batch = 1;
    private readonly ArrivalSpec.Trace? _trace;
    private readonly int[][] _traceOf = [];

    internal TrafficStream(World world, TrafficSpec traffic, int index)
    {
        Index = index;
        Traffic = traffic;
        Start = traffic.Start.Ticks;
        End = Math.Min(traffic.End.Ticks, world.ArrivalEnd);
        Size = Sampler.Compile(traffic.Size);
        Recipients = Sampler.Compile(traffic.Recipients);
        var domains = world.Scenario.Domains.Select(group => group.Name).ToList().IndexOf(traffic.To);
        var servers = domains < 0 ? world.ServerGroupCalled(traffic.To) : -1;
        FirstDomain = domains < 0 ? world.FirstServerOf(servers) : world.Domains!.FirstOf(domains);
        DomainCount = (uint)(domains < 0 ? world.Scenario.Servers[servers].Count : world.Scenario.Domains[domains].Count);
        Mailboxes = world.MailboxesOf(FirstDomain);
        switch (traffic.Arrivals)
        {
            case ArrivalSpec.Poisson poisson:
                _meanGap = SimDuration.TicksPerSecond / poisson.PerSecond;
                break;
            case ArrivalSpec.Every every:
                _interval = every.Interval.Ticks;
                _offset = every.Offset?.Ticks;
                break;
            case ArrivalSpec.Bursts bursts:
                _interval = bursts.Interval.Ticks;
                _offset = 0;
                _batch = bursts.Messages;
                break;
            case ArrivalSpec.Closed closed:
                Users = (uint)closed.Users;
                Think = Sampler.Compile(closed.Think);
                break;
            case ArrivalSpec.Trace trace:
                _trace = trace;
                (_traceOf, ClientsOfTrace) = TraceIndex.Build(world, traffic, trace);
                break;
        }
        var clients = world.Scenario.Clients.Where(group => traffic.From.Contains(group.Name, StringComparer.Ordinal)).Sum(group => (double)group.Count);
        ExpectedMessages = _trace?.Ticks.Count ?? clients * ArrivalsExpected();
    }

    public int Index { get; }

    public TrafficSpec Traffic { get; }

    /// <summary>How many messages are submitted on average, as far as the scenario alone says it: for deciding how to run, never for results.</summary>
    public double ExpectedMessages { get; }

    internal long Start { get; }

    internal long End { get; }

    /// <summary>Number of the first domain that the stream's mail is for.</summary>
    internal int FirstDomain { get; }

    internal uint DomainCount { get; }

    /// <summary>How many mailboxes each of them has.</summary>
    internal uint Mailboxes { get; }

    internal Sampler Size { get; }

    internal Sampler Recipients { get; }

    /// <summary>Messages submitted at each arrival.</summary>
    internal int Batch => _batch;

    /// <summary>Whether messages come a think time after the fate of the ones before, by <see cref="ClosedTraffic"/>.</summary>
    internal bool IsClosed => Users > 0;

    /// <summary>Users of each client, of a closed stream.</summary>
    internal uint Users { get; }

    internal Sampler Think { get; }

    private Dictionary<int, int> ClientsOfTrace { get; } = [];

    /// <summary>
    /// When arrival number <paramref name="n"/> (from 0) of a client comes, given the one before it; <see cref="long.MaxValue"/> when no more comes.
    /// </summary>
    internal long ArrivalTime(World world, int host, uint n, long previous)
    {
        var time = _trace is not null ? TraceTime(host, n) : ComputedTime(world, host, n, previous);
        return time < End ? time : long.MaxValue;
    }

    /// <summary>Size and recipients that a trace prescribes for arrival <paramref name="n"/>; false without a trace.</summary>
    internal bool TryPrescribed(int host, uint n, out long bytes, out long recipients)
    {
        bytes = recipients = 0;
        if (_trace is null)
            return false;
        var row = _traceOf[ClientsOfTrace[host]][n];
        bytes = _trace.Bytes[row];
        recipients = _trace.Recipients[row];
        return true;
    }

    /// <summary>Messages of one client.</summary>
    private double ArrivalsExpected()
    {
        var length = (double)Math.Max(0, End - Start);
        return _meanGap > 0 ? length / _meanGap
            : _interval > 0 ? _batch * length / _interval
            : _batch;
    }

    private long ComputedTime(World world, int host, uint n, long previous)
    {
        var key = world.ArrivalKey.Derive((ulong)Index).Derive((ulong)host);
        if (_meanGap > 0)
        {
            var gap = -_meanGap * StableMath.Log(Uniform.ToUnit(key.Draw(n) ^ world.Mirror));
            var from = n == 0 ? Start : previous;
            return gap < Sampler.MaxSample ? from + (long)Math.Round(gap) : long.MaxValue;
        }
        if (n > 0)
            return _interval == 0 ? long.MaxValue : previous + _interval;
        return Start + (_offset ?? (long)Math.BigMul(key.Draw(0) ^ world.Mirror, (ulong)_interval, out _));
    }

    private long TraceTime(int host, uint n)
        => ClientsOfTrace.TryGetValue(host, out var client) && n < _traceOf[client].Length ? Start + _trace!.Ticks[_traceOf[client][n]] : long.MaxValue;
}

/// <summary>The rows of a trace file by client.</summary>
internal static class TraceIndex
{
    public static (int[][] Rows, Dictionary<int, int> ClientOfHost) Build(World world, TrafficSpec traffic, ArrivalSpec.Trace trace)
    {
        var hosts = new List<int>();
        for (var group = 0; group < world.Scenario.Clients.Count; group++)
            if (traffic.From.Contains(world.Scenario.Clients[group].Name, StringComparer.Ordinal))
                hosts.AddRange(Enumerable.Range(world.FirstClientOf(group), world.Scenario.Clients[group].Count));
        var rows = new List<int>[hosts.Count];
        for (var i = 0; i < trace.Ticks.Count; i++)
            (rows[trace.Clients[i]] ??= []).Add(i);
        var clientOfHost = new Dictionary<int, int>();
        for (var i = 0; i < hosts.Count; i++)
            if (rows[i] is not null)
                clientOfHost[hosts[i]] = i;
        return ([.. rows.Select(list => list?.ToArray() ?? [])], clientOfHost);
    }
}
