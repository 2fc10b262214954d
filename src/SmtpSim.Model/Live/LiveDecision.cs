using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What becomes of a server's reply.</summary>
public enum LiveFate : byte
{
    /// <summary>It is sent.</summary>
    Send,

    /// <summary>It is sent twice.</summary>
    Duplicate,

    /// <summary>Something that is no reply is sent in its place.</summary>
    Garble,

    /// <summary>It is sent without its end, and nothing after it.</summary>
    Truncate,

    /// <summary>The work is done, and neither this reply nor anything after it is sent.</summary>
    LoseReply,

    /// <summary>Nothing is done, and nothing is sent any more.</summary>
    Silent,

    /// <summary>The connection is reset at once.</summary>
    Reset,
}

/// <summary>What a server of a scenario decided on a step of a session.</summary>
/// <param name="Reply">What it answers; for a fate without an answer a negative reply, so that nobody takes the step for done.</param>
/// <param name="Departure">Tick at which the reply leaves: now, or when the work is done.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Reason">Why it is not as usual.</param>
public readonly record struct LiveDecision(Reply Reply, long Departure, LiveFate Fate, LiveReason Reason);

/// <summary>Why a decision was made, in a few bytes: <see cref="LiveServer.Explain"/> gives the words.</summary>
/// <param name="Kind">What decided.</param>
/// <param name="Index">The rule's number within its kind.</param>
/// <param name="Count">Recipients, bytes or ticks that the rule looked at.</param>
public readonly record struct LiveReason(LiveReasonKind Kind, int Index, long Count)
{
    public bool IsNone => Kind == LiveReasonKind.None;
}

public enum LiveReasonKind : byte
{
    None,

    /// <summary>A policy or a limit of the server.</summary>
    Policy,

    /// <summary>A fault by chance.</summary>
    Fault,

    /// <summary>An outage.</summary>
    Outage,

    /// <summary>A rule for addresses.</summary>
    AddressRule,

    /// <summary>The address asks for it itself.</summary>
    Address,

    /// <summary>The work took its time.</summary>
    Work,
}
