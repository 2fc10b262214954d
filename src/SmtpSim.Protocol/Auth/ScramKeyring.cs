using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// The keys that a client has derived from one password for SCRAM-SHA-256, so that it does so once for each salt and not for each login
/// (RFC 5802 section 5.1 lets it keep them): PBKDF2 takes milliseconds by design, in which nothing else happens. Not for several
/// threads at a time.
/// </summary>
public sealed class ScramKeyring
{
    /// <summary>A user has one salt at a server; a server that invents one for each login is not let fill the memory.</summary>
    private const int Most = 16;

    private readonly Queue<Entry> _entries = [];

    /// <summary>How often keys were derived.</summary>
    public int Derivations { get; private set; }

    internal (byte[] ClientKey, byte[] ServerKey) Find(string password, byte[] salt, int iterations)
    {
        foreach (var entry in _entries)
            if (entry.Iterations == iterations && entry.Password == password && entry.Salt.AsSpan().SequenceEqual(salt)) return (entry.ClientKey, entry.ServerKey);

        Derivations++;
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var (clientKey, serverKey) = (HMACSHA256.HashData(salted, "Client Key"u8), HMACSHA256.HashData(salted, "Server Key"u8));
        if (_entries.Count == Most) _entries.Dequeue();
        _entries.Enqueue(new Entry(password, salt, iterations, clientKey, serverKey));
        return (clientKey, serverKey);
    }

    private sealed record Entry(string Password, byte[] Salt, int Iterations, byte[] ClientKey, byte[] ServerKey);
}
