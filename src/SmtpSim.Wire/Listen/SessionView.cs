using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>A session as a person who watches sees it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Peer">The client's address.</param>
/// <param name="Opened">Tick at which it began.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Verb">The command answered last.</param>
/// <param name="Reply">The reply to it.</param>
/// <param name="Messages">Messages accepted.</param>
/// <param name="Waits">Whether the reply is still on its way, because the work takes time.</param>
public readonly record struct SessionView(long Number, string Peer, long Opened, ServerState State, Verb Verb, Reply Reply, int Messages, bool Waits)
{
    public Phase Phase => ServerTable.PhaseOf(State);
}
