using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// What is to be derived from a password before a SCRAM-SHA-256 exchange can go on (RFC 5802 section 3), so that a host that serves many sessions
/// can have it done where nobody waits.
/// </summary>
public sealed class ScramDerivation
{
    private readonly string _password;
    private readonly byte[] _salt;
    private readonly Lazy<(byte[] ClientKey, byte[] ServerKey)> _keys;

    internal ScramDerivation(string password, byte[] salt, int iterations)
    {
        (_password, _salt, Iterations) = (password, salt, iterations);
        _keys = new Lazy<(byte[], byte[])>(Derive);
    }

    /// <summary>Rounds of PBKDF2.</summary>
    public int Iterations { get; }

    /// <summary>The same for every session that has to derive the same.</summary>
    public string Name => $"{Convert.ToBase64String(_salt)} {Iterations}";

    internal (byte[] ClientKey, byte[] ServerKey) Keys => _keys.Value;

    /// <summary>Does it, which takes milliseconds by design; at once where it is done already.</summary>
    public void Complete() => _ = _keys.Value;

    internal bool Fits(string password, byte[] salt, int iterations) => Iterations == iterations && _password == password && _salt.AsSpan().SequenceEqual(salt);

    private (byte[] ClientKey, byte[] ServerKey) Derive()
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_password), _salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        return (HMACSHA256.HashData(salted, "Client Key"u8), HMACSHA256.HashData(salted, "Server Key"u8));
    }
}
