namespace SmtpSim.Kernel;

/// <summary>A time in which a link loses more than usual; with a loss of 1 nothing passes: the link is cut.</summary>
/// <param name="Start">Tick it begins at.</param>
/// <param name="Length">Ticks it lasts; more than 0.</param>
/// <param name="Every">Ticks from one beginning to the next, at least <paramref name="Length"/>; 0 for once.</param>
/// <param name="Loss">Probability in [0, 1] that a transmission is lost.</param>
public readonly record struct LossPeriod(long Start, long Length, long Every, double Loss)
{
    /// <summary>Whether it lasts at a tick, and the tick at which it is over then.</summary>
    internal bool Covers(long now, out long end)
    {
        end = 0;
        if (now < Start)
            return false;
        var start = Every > 0 ? now - (now - Start) % Every : Start;
        end = start + Length;
        return now < end;
    }
}

/// <summary>
/// The loss periods of a link. All segments that are under way at a time meet the same period: losses are correlated. A lost segment is sent again as TCP does it,
/// 1 s after the first time and then after twice as long each time (RFC 6298 sections 2.1 and 5.5), at most two minutes (Linux's TCP_RTO_MAX), so one that is sent into
/// a cut arrives some time after its end, unless TCP has given up by then.
/// </summary>
internal sealed class LossPeriods(LossPeriod[] periods, double loss)
{
    /// <summary>What <see cref="Retransmission"/> gives for a segment that never arrives: after any run, and far enough below overflow.</summary>
    public const long Never = Link.Never;

    private const long FirstTimeout = SimDuration.TicksPerSecond;
    private const long LongestTimeout = 2 * SimDuration.TicksPerMinute;

    /// <summary>After so many losses TCP gives the connection up: 15 minutes (RFC 1122 section 4.2.3.5 asks for 100 s at least; Linux's tcp_retries2).</summary>
    private const int MostLosses = 15;

    private const int MostCuts = 100_000;

    /// <summary>Ticks from the first transmission to the one that arrives.</summary>
    /// <param name="departure">Tick of the first.</param>
    /// <param name="u">A uniform number that decides: with one number for all losses a segment arrives the later the more is lost.</param>
    /// <param name="deadline">From this tick on the sender sends nothing any more.</param>
    /// <param name="losses">Transmissions that were lost.</param>
    public long Retransmission(long departure, double u, long deadline, out int losses)
    {
        var (offset, timeout, lost) = (0L, FirstTimeout, 1.0);
        for (losses = 0; departure + offset < deadline && losses <= MostLosses; losses++)
        {
            lost *= LossAt(departure + offset);
            if (u >= lost)
                return offset;
            offset += timeout;
            timeout = Math.Min(2 * timeout, LongestTimeout);
        }
        return Never;
    }

    /// <summary>The first tick at or after <paramref name="now"/> at which the link is not cut.</summary>
    public long EndOfCut(long now)
    {
        for (var i = 0; i < MostCuts; i++)
        {
            var before = now;
            foreach (var period in periods)
                if (period.Loss >= 1 && period.Covers(now, out var end))
                    now = end;
            if (now == before)
                return now;
        }
        return now + Never;
    }

    /// <summary>The first tick in [<paramref name="from"/>, <paramref name="to"/>) from which on the link is cut for at least <paramref name="length"/> ticks.</summary>
    public long NextCut(long from, long to, long length)
    {
        if (IsLong(from))
            return from;
        var first = long.MaxValue;
        foreach (var period in periods)
        {
            if (period.Loss < 1)
                continue;
            var start = period.Start > from || period.Every == 0 ? period.Start : period.Start + ((from - period.Start) / period.Every + 1) * period.Every;
            for (var i = 0; i < MostCuts && start < Math.Min(to, first); i++, start += period.Every)
            {
                if (start > from && IsLong(start))
                    first = start;
                if (period.Every == 0)
                    break;
            }
        }
        return first;

        bool IsLong(long at) => EndOfCut(at) - at >= Math.Max(1, length);
    }

    private double LossAt(long now)
    {
        var most = loss;
        foreach (var period in periods)
            if (period.Loss > most && period.Covers(now, out _))
                most = period.Loss;
        return most;
    }
}
