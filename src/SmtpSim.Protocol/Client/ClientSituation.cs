namespace SmtpSim.Protocol;

/// <summary>What a client has left to do when a reply comes, the bookkeeping for that reply already done.</summary>
/// <param name="MoreRecipients">The open transaction has recipients for which RCPT was not sent yet.</param>
/// <param name="AnyAccepted">At least one RCPT of the open transaction was accepted.</param>
/// <param name="MoreMessages">Another message waits for this session.</param>
/// <param name="HeloOnly">The client does not speak EHLO.</param>
public readonly record struct ClientSituation(bool MoreRecipients, bool AnyAccepted, bool MoreMessages, bool HeloOnly);
