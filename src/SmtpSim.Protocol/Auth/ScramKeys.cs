using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>What a server stores of a password for SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677): enough to verify, not to log in.</summary>
/// <param name="Salt">The salt.</param>
/// <param name="Iterations">Rounds of PBKDF2; RFC 7677 asks for at least 4096.</param>
/// <param name="StoredKey">H(ClientKey).</param>
/// <param name="ServerKey">The key of the server's signature.</param>
public sealed record ScramKeys(ReadOnlyMemory<byte> Salt, int Iterations, ReadOnlyMemory<byte> StoredKey, ReadOnlyMemory<byte> ServerKey)
{
    /// <summary>The keys of a password. Its characters are taken as they are: SASLprep changes nothing of ASCII.</summary>
    public static ScramKeys Derive(string password, ReadOnlySpan<byte> salt, int iterations = 4096)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        return new ScramKeys(
            salt.ToArray(), iterations, SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8)), HMACSHA256.HashData(salted, "Server Key"u8));
    }
}
