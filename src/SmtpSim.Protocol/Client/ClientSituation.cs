namespace SmtpSim.Protocol;

/// <summary>What a client has left to do when a reply comes, the bookkeeping for that reply already done.</summary>
/// <param name="MoreRecipients">The open transaction has recipients for which RCPT was not sent yet.</param>
/// <param name="AnyAccepted">At least one RCPT of the open transaction was accepted.</param>
/// <param name="MoreMessages">Another message waits for this session.</param>
/// <param name="HeloOnly">The client does not speak EHLO.</param>
public readonly record struct ClientSituation(bool MoreRecipients, bool AnyAccepted, bool MoreMessages, bool HeloOnly)
{
    /// <summary>Every situation there is.</summary>
    internal static IEnumerable<ClientSituation> All
        => Enumerable.Range(0, 16).Select(bits => new ClientSituation((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));

    /// <summary>A number for each situation, 0 to 15.</summary>
    internal int Bits => (MoreRecipients ? 1 : 0) | (AnyAccepted ? 2 : 0) | (MoreMessages ? 4 : 0) | (HeloOnly ? 8 : 0);
}
