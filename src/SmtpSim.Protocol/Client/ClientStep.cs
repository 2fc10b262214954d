namespace SmtpSim.Protocol;

/// <summary>One step of a client: what a reply or event meant, and the state whose command is next.</summary>
/// <param name="Trigger">The trigger that was fired.</param>
/// <param name="State">The state after it; its command is to be sent.</param>
public readonly record struct ClientStep(ClientTrigger Trigger, ClientState State);
