using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>One direction of a path between two hosts: how long a segment takes, and how long it takes to put bytes on the wire.</summary>
public readonly struct Link
{
    /// <summary>After so many losses of one segment it is delivered all the same.</summary>
    public const int MaxLosses = 8;

    /// <summary>Ticks after which a segment arrives that never arrives: after any run.</summary>
    public const long Never = Sampler.MaxSample;

    private readonly Sampler _jitter;
    private readonly double _loss;
    private readonly double _bytesPerSecond;
    private readonly LossPeriods? _periods;
    private readonly bool _mayLose;

    /// <param name="floorTicks">Propagation delay in ticks: no segment is faster.</param>
    /// <param name="jitter">Added to the floor; in ticks.</param>
    /// <param name="loss">Probability in [0, 1) that a transmission of a segment is lost.</param>
    /// <param name="bytesPerSecond">Bandwidth; 0 means without limit.</param>
    /// <param name="periods">When more is lost; null or empty for never.</param>
    public Link(long floorTicks, Sampler jitter, double loss, double bytesPerSecond, LossPeriod[]? periods = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floorTicks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(floorTicks, Sampler.MaxSample);
        if (!(loss >= 0 && loss < 1)) throw new ArgumentOutOfRangeException(nameof(loss), loss, "A probability in [0, 1) is needed.");
        if (!(bytesPerSecond >= 0)) throw new ArgumentOutOfRangeException(nameof(bytesPerSecond), bytesPerSecond, "A rate must not be negative.");
        (Floor, _jitter, _loss, _bytesPerSecond) = (floorTicks, jitter, loss, bytesPerSecond);
        _periods = periods is { Length: > 0 } ? new LossPeriods(periods, loss) : null;
        _mayLose = loss > 0 || _periods is not null;
    }

    /// <summary>Propagation delay in ticks: <see cref="Delay"/> is never below it.</summary>
    public long Floor { get; }

    /// <summary>Ticks from the sending of a segment to its arrival: the floor, jitter, and a retransmission time-out for each loss.</summary>
    public long Delay(ulong bits)
    {
        var delay = Floor + _jitter.Sample(bits);
        if (_loss > 0) delay += RetransmissionTicks(bits);
        Debug.Assert(delay >= Floor, "A segment would arrive before the link's latency floor.");
        return delay;
    }

    /// <summary>The tick at which a segment arrives.</summary>
    /// <param name="departure">Tick it is sent at.</param>
    /// <param name="bits">The draw that decides about it.</param>
    /// <param name="deadline">From this tick on the sender has given up and does not send it again. Matters where there are loss periods alone.</param>
    /// <returns>At least <see cref="Never"/> for a segment that never arrives.</returns>
    public long Arrival(long departure, ulong bits, long deadline = long.MaxValue)
    {
        var arrival = departure + Floor + _jitter.Sample(bits);
        if (_mayLose) arrival += Retransmission(departure, bits, deadline, out _);
        return arrival;
    }

    /// <summary>Whether there are loss periods: then a segment may overtake one that was sent before it.</summary>
    public bool HasPeriods => _periods is not null;

    /// <summary>The first tick at or after <paramref name="now"/> at which the link is not cut.</summary>
    public long EndOfCut(long now) => _periods?.EndOfCut(now) ?? now;

    /// <summary>The first tick in [<paramref name="from"/>, <paramref name="to"/>) from which on the link is cut for so long; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextCut(long from, long to, long length) => _periods?.NextCut(from, to, length) ?? long.MaxValue;

    /// <summary>How often the segment of <see cref="Arrival"/> is lost before it arrives, or before its sender gives up.</summary>
    public int Losses(long departure, ulong bits, long deadline = long.MaxValue)
    {
        if (!_mayLose) return 0;
        _ = Retransmission(departure, bits, deadline, out var losses);
        return losses;
    }

    /// <summary>Ticks to serialise the bytes, rounded up; 0 without a bandwidth limit.</summary>
    public long Transfer(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (_bytesPerSecond == 0) return 0;
        var ticks = Math.Ceiling(bytes * (double)SimDuration.TicksPerSecond / _bytesPerSecond);
        return ticks < Sampler.MaxSample ? (long)ticks : Sampler.MaxSample;
    }

    /// <summary>How often the segment of <see cref="Delay"/> with the same bits is lost before it arrives.</summary>
    public int Losses(ulong bits)
    {
        if (_loss == 0) return 0;
        // P(at least n losses) = loss^n: one uniform number is enough. It comes from a child key, so that jitter is the same with and without loss.
        var u = Uniform.ToUnit(new RandomKey(bits).Derive(0).Value);
        var losses = 0;
        for (var chance = _loss; losses < MaxLosses && u < chance; chance *= _loss) losses++;
        return losses;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // seldom needed, and where it isn't its variables would crowd out others
    private long Retransmission(long departure, ulong bits, long deadline, out int losses)
    {
        if (_periods is not null) return _periods.Retransmission(departure, Uniform.ToUnit(new RandomKey(bits).Derive(0).Value), deadline, out losses);
        losses = Losses(bits);
        return RetransmissionTicks(bits);
    }

    // RFC 6298: the time-out starts at 1 s (section 2.1) and doubles with each loss (section 5.5), so n losses cost 2^n - 1 seconds.
    private long RetransmissionTicks(ulong bits) => ((1L << Losses(bits)) - 1) * SimDuration.TicksPerSecond;
}
