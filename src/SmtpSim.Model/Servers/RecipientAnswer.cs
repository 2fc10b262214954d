using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What a server of LMTP has decided about one recipient of a text (RFC 2033 section 4.2).</summary>
internal struct RecipientAnswer
{
    public Reply Reply;

    /// <summary>Tick at which the reply leaves.</summary>
    public long Departure;

    /// <summary>The policy that decided about this recipient alone.</summary>
    public ServerRule Rule;

    /// <summary>What goes wrong with this reply.</summary>
    public FaultRule? Fault;

    /// <summary>The outage that comes before the reply leaves.</summary>
    public Outage? Outage;

    /// <summary>The client does not hear of it as it is.</summary>
    public bool IsLost;
}
