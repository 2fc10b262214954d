using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The client's half of a SCRAM-SHA-256 exchange (RFC 5802 section 5, RFC 7677), without channel binding.</summary>
internal sealed class ScramClient(Credentials credentials, ScramKeyring keyring)
{
    private const string Gs2Header = "n,,";
    private readonly string _bare = $"n={Scram.EncodeName(credentials.User)},r={credentials.Nonce}";
    private byte[] _signature = [];

    /// <summary>The first message.</summary>
    public string First => Gs2Header + _bare;

    /// <summary>The server knows the password's keys too: its signature was right.</summary>
    public bool IsVerified { get; private set; }

    /// <summary>
    /// Takes the server's first message and gives the proof; null if the message is none, its nonce does not begin with ours, or it asks
    /// for too few or for too many rounds.
    /// </summary>
    public string? Prove(string serverFirst)
    {
        if (!TryRead(serverFirst, out var nonce, out var octets, out var iterations)) return null;
        var (clientKey, serverKey) = keyring.Find(credentials.Password, octets, iterations);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(Gs2Header))},r={nonce}";
        var exchange = $"{_bare},{serverFirst},{withoutProof}";
        _signature = Scram.Sign(serverKey, exchange);
        return $"{withoutProof},p={Convert.ToBase64String(Scram.Xor(clientKey, Scram.Sign(SHA256.HashData(clientKey), exchange)))}";
    }

    /// <summary>What is to be derived before <see cref="Prove"/>; null for nothing.</summary>
    public ScramDerivation? Missing(string serverFirst) =>
        TryRead(serverFirst, out _, out var salt, out var iterations) && !keyring.Has(credentials.Password, salt, iterations) ? new ScramDerivation(credentials.Password, salt, iterations) : null;

    private bool TryRead(string serverFirst, out string nonce, out byte[] salt, out int iterations)
    {
        var parts = serverFirst.Split(',');
        (nonce, salt, iterations) = ("", [], 0);
        if (parts.Length < 3
            || !Scram.TryRead(parts[0], 'r', out nonce) || !Scram.TryRead(parts[1], 's', out var encoded) || !Scram.TryRead(parts[2], 'i', out var rounds))
            return false;
        if (!nonce.StartsWith(credentials.Nonce, StringComparison.Ordinal) || nonce.Length == credentials.Nonce.Length) return false;
        if (Scram.FromBase64(encoded) is not { Length: > 0 } octets) return false;
        salt = octets;
        return int.TryParse(rounds, out iterations) && iterations is >= Scram.MinIterations and <= Scram.MaxIterations;
    }

    /// <summary>Takes the server's last message: whether its signature is right.</summary>
    public bool Verify(string serverFinal) =>
        IsVerified = Scram.TryRead(serverFinal.Split(',')[0], 'v', out var signature)
            && Scram.FromBase64(signature) is { } octets
            && CryptographicOperations.FixedTimeEquals(octets, _signature);
}
