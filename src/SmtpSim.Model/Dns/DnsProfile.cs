using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>How the domains of a group are looked up, as the simulation reads it.</summary>
internal sealed class DnsProfile
{
    private readonly Sampler _latency;
    private readonly long _timeout;
    private readonly long _ttl;
    private readonly long _negativeTtl;
    private readonly long _failureTtl;
    private readonly Fault[][] _faults;

    public DnsProfile(DnsSpec spec)
    {
        _latency = Sampler.Compile(spec.Latency);
        _timeout = Clamp(spec.Timeout);
        _ttl = Clamp(spec.Ttl);
        _negativeTtl = Clamp(spec.NegativeTtl);
        _failureTtl = Clamp(spec.FailureTtl);
        _faults = [.. Enum.GetValues<DnsQuery>().Select(query => spec.Faults.Where(fault => fault.Query == query).Select(Compile).ToArray())];
    }

    /// <summary>Asks the resolver.</summary>
    /// <param name="query">What for.</param>
    /// <param name="key">Of this query.</param>
    /// <param name="mirror">Of the world.</param>
    /// <param name="now">Tick.</param>
    /// <returns>The answer, the tick it comes at, and the tick until which it may be kept.</returns>
    public CachedAnswer Ask(DnsQuery query, RandomKey key, ulong mirror, long now)
    {
        var answer = Meets(_faults[(int)query], key.Draw(0) ^ mirror, now);
        var latency = _latency.Sample(key.Draw(1) ^ mirror);
        if (latency > _timeout)
            answer = DnsAnswer.Timeout;
        var ready = now + (answer == DnsAnswer.Timeout ? _timeout : latency);
        var kept = answer switch
        {
            DnsAnswer.Records => _ttl,
            DnsAnswer.NxDomain or DnsAnswer.NoData => _negativeTtl,
            _ => _failureTtl,
        };
        return new CachedAnswer(ready, ready + kept, answer);
    }

    private static DnsAnswer Meets(Fault[] faults, ulong bits, long now)
    {
        var sum = 0.0;
        foreach (var fault in faults)
        {
            if (now < fault.Start || now >= fault.End)
                continue;
            sum += fault.Chance;
            if (Chance.Hits(bits, Chance.Threshold(sum)))
                return fault.Answer;
        }
        return DnsAnswer.Records;
    }

    private static Fault Compile(DnsFaultSpec fault) => new(
        fault.Start.Ticks, fault.Length is { } length ? (fault.Start + length).Ticks : long.MaxValue, fault.Chance,
        fault.Kind switch
        {
            DnsFaultKind.ServFail => DnsAnswer.ServFail,
            DnsFaultKind.Timeout => DnsAnswer.Timeout,
            DnsFaultKind.NxDomain => DnsAnswer.NxDomain,
            _ => DnsAnswer.NoData,
        });

    private static long Clamp(SimDuration duration) => Math.Min(duration.Ticks, Sampler.MaxSample);

    private readonly record struct Fault(long Start, long End, double Chance, DnsAnswer Answer);
}

/// <summary>What the resolver answers.</summary>
internal enum DnsAnswer : byte
{
    Records,
    ServFail,
    Timeout,
    NxDomain,
    NoData,
}

/// <summary>An answer that a client has, or that is on its way: others who ask meanwhile get the same.</summary>
internal readonly record struct CachedAnswer(long Ready, long Expires, DnsAnswer Answer);
