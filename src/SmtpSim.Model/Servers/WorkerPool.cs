using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// The workers of all servers of a partition. Service is first come first served and its length is known on arrival, so when a command
/// will be done follows from when each worker will be free (Kiefer and Wolfowitz 1955): no queue is needed, and no event when a worker turns to the next command.
/// A server's workers form a heap, the one free first on top.
/// </summary>
internal sealed class WorkerPool(long[] freeAt)
{
    /// <summary>Gives the command to the worker that is free first.</summary>
    /// <param name="first">Where the server's workers begin.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="arrival">Tick the command came.</param>
    /// <param name="service">Length of the service, in ticks.</param>
    /// <param name="worker">The worker's place among the server's, until the next call.</param>
    /// <returns>The tick at which its service begins.</returns>
    public long Assign(int first, int count, long arrival, long service, out int worker)
    {
        var start = Math.Max(arrival, freeAt[first]);
        worker = Place(first, count, at: 0, Math.Min(start + service, Sampler.MaxSample));
        return start;
    }

    /// <summary>The worker that was assigned last goes on with another command before it is free.</summary>
    /// <returns>The tick at which the service of that command begins.</returns>
    public long Extend(int first, int count, long service, ref int worker)
    {
        var start = freeAt[first + worker];
        worker = Place(first, count, worker, Math.Min(start + service, Sampler.MaxSample));
        return start;
    }

    /// <summary>All work is dropped, as when the program dies.</summary>
    public void Clear(int first, int count) => Array.Clear(freeAt, first, count);

    /// <summary>Lets a worker be free later than it was: it goes down the heap.</summary>
    private int Place(int first, int count, int at, long end)
    {
        var i = at;
        while (true)
        {
            var child = 2 * i + 1;
            if (child >= count)
                break;
            if (child + 1 < count && freeAt[first + child + 1] < freeAt[first + child])
                child++;
            if (freeAt[first + child] >= end)
                break;
            freeAt[first + i] = freeAt[first + child];
            i = child;
        }
        freeAt[first + i] = end;
        return i;
    }
}
