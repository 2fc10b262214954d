using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What a recorder knows of a message in its place beyond the message itself. While a session has the message, <see cref="SessionFacts"/> have it in its stead.</summary>
internal struct MessageFacts
{
    /// <summary>Tick its attempt began.</summary>
    public long Started;

    /// <summary>The session of its attempt; 0 for none.</summary>
    public uint Session;

    /// <summary>The last 4yz of the attempt, in whichever of its sessions.</summary>
    public Reply Transient;

    /// <summary>The last 5yz of the attempt, in whichever of its sessions.</summary>
    public Reply Permanent;

    public ClientState TransientAt;

    public ClientState PermanentAt;

    /// <summary>Recipients bounced by it.</summary>
    public bool PermanentBounced;

    public byte Recipients;

    /// <summary>Recipients refused for good, in all attempts.</summary>
    public byte Refused;

    /// <summary>Recipients delivered in the attempt.</summary>
    public byte Delivered;

    /// <summary>Recipients refused for good in the attempt.</summary>
    public byte Bounced;

    /// <summary>The attempt goes on and a session has ended, or turned away, that had the message: it is with the next one, or with none.</summary>
    public bool IsGivenBack;

    /// <summary>Its records are kept.</summary>
    public bool IsKept;
}
