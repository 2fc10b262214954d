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

    private readonly Queue<ScramDerivation> _entries = [];

    /// <summary>How often keys were derived.</summary>
    public int Derivations { get; private set; }

    /// <summary>Takes keys that were derived elsewhere.</summary>
    public void Add(ScramDerivation derivation)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        Derivations++;
        if (_entries.Count == Most) _entries.Dequeue();
        _entries.Enqueue(derivation);
    }

    /// <summary>Whether nothing would have to be derived.</summary>
    internal bool Has(string password, byte[] salt, int iterations) => Entry(password, salt, iterations) is not null;

    internal (byte[] ClientKey, byte[] ServerKey) Find(string password, byte[] salt, int iterations)
    {
        if (Entry(password, salt, iterations) is { } entry) return entry.Keys;
        var derivation = new ScramDerivation(password, salt, iterations);
        Add(derivation);
        return derivation.Keys;
    }

    private ScramDerivation? Entry(string password, byte[] salt, int iterations)
    {
        foreach (var entry in _entries)
            if (entry.Fits(password, salt, iterations)) return entry;
        return null;
    }
}
