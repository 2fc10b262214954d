namespace SmtpSim.Protocol;

/// <summary>A message and its envelope, as a client session is to send it.</summary>
/// <param name="ReversePath">The sender's mailbox; empty for a bounce.</param>
/// <param name="Recipients">The recipients' mailboxes, at least one.</param>
/// <param name="Text">Header and body, lines ended with CRLF, no dots stuffed.</param>
public sealed record OutgoingMessage(string ReversePath, IReadOnlyList<string> Recipients, ReadOnlyMemory<byte> Text);
