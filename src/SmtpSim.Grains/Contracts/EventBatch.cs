using SmtpSim.Kernel;

namespace SmtpSim.Grains;

/// <summary>
/// The events of one window from one partition to another. Inside a silo it is passed by reference and read before the call returns; the
/// sender may fill it again then. Between silos its events travel as they lie in memory.
/// </summary>
[Immutable]
public sealed class EventBatch
{
    public RunStamp Stamp { get; set; }

    public ReadOnlyMemory<SimEvent> Events { get; set; }
}
