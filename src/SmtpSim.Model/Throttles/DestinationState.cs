namespace SmtpSim.Model;

/// <summary>Why a client does not make an attempt that is due.</summary>
internal enum Withheld : byte
{
    None,

    /// <summary>The message is as old as its deadline.</summary>
    Deadline,

    /// <summary>Postfix holds the destination for dead.</summary>
    DestinationDead,

    CircuitOpen,

    /// <summary>Client-side throttling drew so.</summary>
    Throttled,

    /// <summary>The retry budget is used up.</summary>
    RetryBudget,
}

/// <summary>What a client that throttles remembers of a destination. It outlives the sessions there and is never forgotten.</summary>
internal struct DestinationState
{
    /// <summary>Concurrency feedback: the limit N, and how far it is on the way up and down.</summary>
    public int Limit;
    public double Success;
    public double Failure;
    public double FailedCohorts;

    /// <summary>The destination is dead until this tick; 0 when it is not.</summary>
    public long DeadUntil;

    /// <summary>Circuit breaker: failures in a row while closed.</summary>
    public int Failures;

    /// <summary>The breaker is open until this tick and half open from then on; 0 when it is closed.</summary>
    public long OpenUntil;
    public int ProbesBegun;
    public int ProbesAccepted;

    /// <summary>The window of client-side throttling, in the owner's list; -1 when there is none.</summary>
    public int Window;
}
