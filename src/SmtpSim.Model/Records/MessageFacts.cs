using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What a recorder knows of a message in its place beyond the message itself.</summary>
internal struct MessageFacts
{
    /// <summary>Tick its attempt began.</summary>
    public long Started;

    /// <summary>The session of its attempt; 0 for none.</summary>
    public uint Session;

    public byte Recipients;

    /// <summary>Recipients refused for good, in all attempts.</summary>
    public byte Refused;

    /// <summary>Recipients delivered in the attempt.</summary>
    public byte Delivered;

    /// <summary>Recipients refused for good in the attempt.</summary>
    public byte Bounced;

    public bool InAttempt;

    public ClientState TransientAt;

    public ClientState PermanentAt;

    /// <summary>The last 4yz of the attempt, in whichever of its sessions.</summary>
    public Reply Transient;

    /// <summary>The last 5yz of the attempt, in whichever of its sessions.</summary>
    public Reply Permanent;

    /// <summary>Recipients bounced by it.</summary>
    public bool PermanentBounced;

    /// <summary>Its records are kept.</summary>
    public bool IsKept;
}

/// <summary>What a recorder knows of a session in its slot beyond the session itself.</summary>
internal struct SessionFacts
{
    /// <summary>Number among the sessions of its client, from 1.</summary>
    public uint Number;

    /// <summary>The message it was opened for.</summary>
    public uint Ordinal;

    public ushort Attempt;

    /// <summary>A message whose records are kept was to be delivered in it.</summary>
    public bool IsKept;

    /// <summary>What the attempt came to an end by; none where replies or limits did.</summary>
    public AttemptCause Cause;

    public ClientState CauseAt;

    /// <summary>Another attempt begins.</summary>
    public void Begin() => Cause = AttemptCause.None;
}
