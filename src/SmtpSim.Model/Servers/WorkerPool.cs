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
    /// <returns>The tick at which its service begins.</returns>
    public long Assign(int first, int count, long arrival, long service)
    {
        var start = Math.Max(arrival, freeAt[first]);
        var end = Math.Min(start + service, Sampler.MaxSample);
        var i = 0;
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
        return start;
    }

    /// <summary>All work is dropped, as when the program dies.</summary>
    public void Clear(int first, int count) => Array.Clear(freeAt, first, count);
}
