using System.Runtime.CompilerServices;

namespace SmtpSim.Protocol;

/// <summary>
/// What a client has left to do when a reply comes, the bookkeeping for that reply already done. One octet of bits, so that the tables
/// are indexed with it as it is.
/// </summary>
public readonly record struct ClientSituation
{
    /// <summary>How many situations there are.</summary>
    internal const int Count = 256;

    private readonly byte _bits;

    /// <summary>A situation; what the service extensions add may be left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ClientSituation(
        bool moreRecipients, bool anyAccepted, bool moreMessages, bool heloOnly,
        bool pipelined = false, bool moreChunks = false, bool wantsTls = false, bool wantsAuth = false) =>
        _bits = (byte)(Bit(moreRecipients) | (Bit(anyAccepted) << 1) | (Bit(moreMessages) << 2) | (Bit(heloOnly) << 3)
            | (Bit(pipelined) << 4) | (Bit(moreChunks) << 5) | (Bit(wantsTls) << 6) | (Bit(wantsAuth) << 7));

    private ClientSituation(int bits) => _bits = (byte)bits;

    /// <summary>The open transaction has recipients whose RCPT is not answered yet; after the message, recipients for whom the server is
    /// still to answer (LMTP).</summary>
    public bool MoreRecipients
    {
        get => Has(1);
        init => _bits = With(1, value);
    }

    /// <summary>At least one RCPT of the open transaction was accepted, and no chunk before the last was refused.</summary>
    public bool AnyAccepted
    {
        get => Has(2);
        init => _bits = With(2, value);
    }

    /// <summary>Another message waits for this session.</summary>
    public bool MoreMessages
    {
        get => Has(4);
        init => _bits = With(4, value);
    }

    /// <summary>The client does not speak EHLO.</summary>
    public bool HeloOnly
    {
        get => Has(8);
        init => _bits = With(8, value);
    }

    /// <summary>The next command of the transaction is sent already, so that its reply comes whatever this one says (RFC 2920).</summary>
    public bool Pipelined
    {
        get => Has(16);
        init => _bits = With(16, value);
    }

    /// <summary>The text goes in chunks (RFC 3030), and one is still to be sent.</summary>
    public bool MoreChunks
    {
        get => Has(32);
        init => _bits = With(32, value);
    }

    /// <summary>STARTTLS was offered and is to be used.</summary>
    public bool WantsTls
    {
        get => Has(64);
        init => _bits = With(64, value);
    }

    /// <summary>A mechanism of AUTH was offered that is to be tried.</summary>
    public bool WantsAuth
    {
        get => Has(128);
        init => _bits = With(128, value);
    }

    /// <summary>Every situation there is.</summary>
    internal static IEnumerable<ClientSituation> All => Enumerable.Range(0, Count).Select(bits => new ClientSituation(bits));

    /// <summary>A number for each situation of RFC 5321 alone, 0 to 15.</summary>
    internal int Bits => _bits & 0xF;

    /// <summary>A number for what the service extensions add, 0 to 15: always 0 without them.</summary>
    internal int ExtensionBits => _bits >> 4;

    private static int Bit(bool value) => Unsafe.BitCast<bool, byte>(value);

    private bool Has(int bit) => (_bits & bit) != 0;

    private byte With(int bit, bool value) => (byte)(value ? _bits | bit : _bits & ~bit);
}
