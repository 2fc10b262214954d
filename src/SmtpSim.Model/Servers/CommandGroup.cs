namespace SmtpSim.Model;

/// <summary>
/// A pipelined group of commands while a server works on it (RFC 2920). The group came in one segment, so its events stand next to each other:
/// what its commands share need not be kept in the session. One worker does the work of all of them, one after the other, and the replies
/// share one delay, so that none overtakes another.
/// </summary>
internal struct CommandGroup
{
    /// <summary>More than the commands of any group, and than the replies to it even if each comes twice.</summary>
    private const uint Steps = 256;

    /// <summary>Slot of the session; -1 when there is no group.</summary>
    public int Slot;

    /// <summary>Tick the group came.</summary>
    public long Arrival;

    /// <summary>Tick the work on the commands so far is done.</summary>
    public long Done;

    /// <summary>The draw for the delay of the replies.</summary>
    public ulong Latency;

    /// <summary>Place of the worker in its server's heap; -1 while no command took any time.</summary>
    public int Worker;

    /// <summary>The step that a group may begin with: sequence numbers hold the lower 16 bits, which must not begin anew within a group.</summary>
    public static uint FirstStep(uint step) => (step & 0xFFFF) <= 0xFFFF - Steps ? step : (step | 0xFFFF) + 1;

    /// <summary>Whether a command for the session in the slot that comes now is one of the group.</summary>
    public readonly bool Has(int slot, long now) => Slot == slot && Arrival == now;
}
