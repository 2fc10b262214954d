using System.Numerics;

namespace SmtpSim.Model;

/// <summary>
/// Remembers which recipients already have a message whose acceptance the client may not know of (RFC 1047), so that a second copy is
/// counted as a duplicate. Only such messages are here, which are few: a lost reply is the exception.
/// </summary>
internal sealed class CopyLedger
{
    private readonly Dictionary<(int Server, int Client, uint Ordinal), ulong> _recipients = [];

    /// <summary>The client may never learn that these recipients have the message.</summary>
    public void Remember(int server, int client, uint ordinal, ulong recipients)
    {
        var key = (server, client, ordinal);
        _recipients[key] = _recipients.GetValueOrDefault(key) | recipients;
    }

    /// <summary>How many of the recipients have the message already.</summary>
    public int CountDuplicates(int server, int client, uint ordinal, ulong recipients)
        => BitOperations.PopCount(_recipients.GetValueOrDefault((server, client, ordinal)) & recipients);
}
