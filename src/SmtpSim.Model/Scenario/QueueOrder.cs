namespace SmtpSim.Model;

/// <summary>In which order messages of one priority get the sessions that they wait for.</summary>
public enum QueueOrder : byte
{
    /// <summary>The one that waits longest.</summary>
    Fifo,

    /// <summary>The one that came last.</summary>
    Lifo,

    /// <summary>The one that came last while many wait, otherwise the one that waits longest (B. Maurer, "Fail at Scale", ACM Queue 2015).</summary>
    AdaptiveLifo,
}
