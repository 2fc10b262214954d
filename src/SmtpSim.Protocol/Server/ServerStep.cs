namespace SmtpSim.Protocol;

/// <summary>One step of a server: what it answered, what that meant, and where it stands now.</summary>
/// <param name="Reply">The reply to send; <see cref="Reply.None"/> if there is nobody to send it to.</param>
/// <param name="Outcome">The trigger that was fired.</param>
/// <param name="State">The state after it.</param>
public readonly record struct ServerStep(Reply Reply, ServerTrigger Outcome, ServerState State);
