using System.Security.Cryptography;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>How a live fleet proves who it is.</summary>
/// <param name="Credentials">User and password; null for none. The nonce is of no account: each exchange has one of its own.</param>
/// <param name="TrustsNetwork">PLAIN and LOGIN, which show the password, may be used outside TLS.</param>
internal sealed record FleetIdentity(Credentials? Credentials, bool TrustsNetwork)
{
    /// <summary>What PBKDF2 costs is paid once for a salt, and not by all sessions at each login; nor under the lock of the fleet.</summary>
    public ScramKeyring Keyring { get; } = new();

    /// <summary>Whether a mechanism may be used here; else it counts as not offered.</summary>
    public bool MayUse(AuthMechanisms mechanism, bool insideTls)
        => Credentials is not null && (insideTls || TrustsNetwork || mechanism == AuthMechanisms.ScramSha256);
}

/// <summary>One AUTH exchange of a live session (RFC 4954 section 4).</summary>
internal sealed class FleetLogin(AuthMechanisms mechanism, FleetIdentity identity)
{
    private const int NonceLength = 32;

    private readonly AuthClient _client = new(mechanism, identity.Credentials! with { Nonce = RandomNumberGenerator.GetHexString(NonceLength, lowercase: true) }, identity.Keyring);

    /// <summary>The line to send next, without CRLF; ASCII.</summary>
    public string Line => _client.Line;

    /// <summary>What is to be derived before this reply is taken; null for nothing.</summary>
    public ScramDerivation? Missing(Reply reply, ReadOnlySpan<byte> text) => reply.IsPositiveIntermediate && !_client.IsCancelled ? _client.Missing(text) : null;

    /// <summary>Takes a reply of the exchange.</summary>
    /// <param name="reply">Becomes 454 where the server says 235 and has not proved that it knows the password.</param>
    /// <param name="text">Its text: behind 334 the challenge.</param>
    /// <returns>False when the server goes on after the client has given up: who can't be left politely is left at once.</returns>
    public bool Take(ref Reply reply, ReadOnlySpan<byte> text)
    {
        if (reply.IsPositiveIntermediate)
        {
            if (_client.IsCancelled)
                return false;
            _client.Answer(text);
        }
        else if (reply.IsPositiveCompletion && !_client.IsComplete)
        {
            reply = WellKnownReplies.AuthNotOffered;
        }

        return true;
    }
}
