namespace SmtpSim.Protocol;

/// <summary>A message and its envelope, as a client session is to send it.</summary>
/// <param name="ReversePath">The sender's mailbox; empty for a bounce.</param>
/// <param name="Recipients">The recipients' mailboxes, at least one.</param>
/// <param name="Text">Header and body, no dots stuffed. A bare CR or a bare LF in it is sent as CRLF.</param>
public sealed record OutgoingMessage(string ReversePath, IReadOnlyList<string> Recipients, ReadOnlyMemory<byte> Text)
{
    /// <summary>
    /// What BODY declares where the server offers it. Text that needs 8BITMIME or BINARYMIME cannot be sent to a server without it.
    /// </summary>
    public BodyType Body { get; init; }

    /// <summary>The message needs SMTPUTF8; an envelope that is not ASCII needs it in any case.</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RET, sent where DSN is offered.</summary>
    public DsnReturn Return { get; init; }

    /// <summary>ENVID as it is, at most 100 octets as xtext; sent where DSN is offered.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>NOTIFY and ORCPT, one for each of <see cref="Recipients"/> or none at all; sent where DSN is offered.</summary>
    public IReadOnlyList<RecipientNotification> Notifications { get; init; } = [];
}
