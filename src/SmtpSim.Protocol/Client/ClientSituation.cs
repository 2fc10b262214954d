namespace SmtpSim.Protocol;

/// <summary>What a client has left to do when a reply comes, the bookkeeping for that reply already done.</summary>
/// <param name="MoreRecipients">The open transaction has recipients whose RCPT is not answered yet; after the message, recipients for whom
/// the server is still to answer (LMTP).</param>
/// <param name="AnyAccepted">At least one RCPT of the open transaction was accepted.</param>
/// <param name="MoreMessages">Another message waits for this session.</param>
/// <param name="HeloOnly">The client does not speak EHLO.</param>
/// <param name="Pipelined">The next command of the transaction is sent already, so that its reply comes whatever this one says (RFC
/// 2920).</param>
/// <param name="MoreChunks">The text goes in chunks (RFC 3030), and one is still to be sent.</param>
/// <param name="WantsTls">STARTTLS was offered and is to be used.</param>
/// <param name="WantsAuth">A mechanism of AUTH was offered that is to be tried.</param>
public readonly record struct ClientSituation(
    bool MoreRecipients, bool AnyAccepted, bool MoreMessages, bool HeloOnly,
    bool Pipelined = false, bool MoreChunks = false, bool WantsTls = false, bool WantsAuth = false)
{
    /// <summary>How many situations there are.</summary>
    internal const int Count = 256;

    /// <summary>Every situation there is.</summary>
    internal static IEnumerable<ClientSituation> All => Enumerable.Range(0, Count).Select(bits => new ClientSituation(
        (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0, (bits & 64) != 0, (bits & 128) != 0));

    /// <summary>A number for each situation of RFC 5321 alone, 0 to 15.</summary>
    internal int Bits => (MoreRecipients ? 1 : 0) | (AnyAccepted ? 2 : 0) | (MoreMessages ? 4 : 0) | (HeloOnly ? 8 : 0);

    /// <summary>A number for what the service extensions add, 0 to 15: always 0 without them.</summary>
    internal int ExtensionBits => (Pipelined ? 1 : 0) | (MoreChunks ? 2 : 0) | (WantsTls ? 4 : 0) | (WantsAuth ? 8 : 0);
}
