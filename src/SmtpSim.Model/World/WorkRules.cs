using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A <see cref="WorkQueueSpec"/> as the hot loop reads it.</summary>
internal sealed class WorkRules
{
    private readonly byte[] _classOf;
    private readonly ShedSpec? _shed;

    public WorkRules(WorkQueueSpec spec, IReadOnlyList<ClientGroup> clients, ReplyCatalogue texts)
    {
        Order = spec.Order;
        LifoOver = spec.LifoOver;
        Places = spec.Places;
        Reply = texts.Add(spec.Reply);
        Classes = spec.Priority.Count + 1;
        _classOf = [.. clients.Select(group => (byte)RankOf(spec.Priority, group.Name))];
        _shed = spec.Shed;
        CoDelTarget = spec.CoDel?.Target.Ticks ?? long.MaxValue;
        CoDelInterval = spec.CoDel?.Interval.Ticks ?? 0;
        MaxWait = spec.MaxWait.Ticks == 0 ? long.MaxValue : spec.MaxWait.Ticks;
        DropStale = spec.DropStale;
    }

    public WorkOrder Order { get; }

    public int LifoOver { get; }

    public int Places { get; }

    public Reply Reply { get; }

    /// <summary>Classes of priority.</summary>
    public int Classes { get; }

    /// <summary>Ticks; <see cref="long.MaxValue"/> for none.</summary>
    public long CoDelTarget { get; }

    public long CoDelInterval { get; }

    /// <summary>Ticks; <see cref="long.MaxValue"/> for no limit.</summary>
    public long MaxWait { get; }

    public bool DropStale { get; }

    /// <summary>The class of priority of a client group: 0 is served first.</summary>
    public int ClassOf(int clientGroup) => _classOf[clientGroup];

    /// <summary>Whether a command is shed with so many waiting before it.</summary>
    public bool Sheds(int waiting, ulong bits)
        => _shed is { } shed && waiting > shed.From
            && (waiting >= shed.To || Chance.Hits(bits, Chance.Threshold((waiting - shed.From) / (double)(shed.To - shed.From))));

    private static int RankOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        return names.Count;
    }
}

/// <summary>A <see cref="PaceSpec"/> as the hot loop reads it.</summary>
internal sealed class WorkPace
{
    private readonly PaceSpec _spec;
    private readonly (long Start, long End, double Slower)[] _capacity;

    public WorkPace(PaceSpec spec)
    {
        _spec = spec;
        _capacity = [.. spec.Capacity.Select(part => (part.Start.Ticks, (part.Start + part.Length).Ticks, 1 / part.Factor)).OrderBy(part => part.Item1)];
    }

    /// <summary>Whether the pace depends on how much waits.</summary>
    public bool LooksAtQueue => _spec.PerWaiting > 0;

    /// <summary>The length of a service that begins now.</summary>
    /// <param name="service">Its usual length in ticks.</param>
    /// <param name="waiting">Commands that wait.</param>
    /// <param name="sinceOutage">Ticks since the end of the last outage that broke sessions; negative when there was none.</param>
    /// <param name="now">Tick.</param>
    public long Of(long service, int waiting, long sinceOutage, long now)
    {
        var factor = Math.Min(1 + _spec.PerWaiting * waiting, Math.Max(1, _spec.Most));
        if (sinceOutage >= 0 && sinceOutage < _spec.WarmUp.Ticks)
            factor *= _spec.ColdFactor + (1 - _spec.ColdFactor) * (sinceOutage / (double)_spec.WarmUp.Ticks);
        foreach (var (start, end, slower) in _capacity)
            if (now >= start && now < end)
                factor *= slower;
        return (long)Math.Min(service * factor, Sampler.MaxSample);
    }
}
