using System.Security.Cryptography;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>Who may log in: those who are known, or anybody where nobody is.</summary>
internal sealed class UserTable(IReadOnlyDictionary<string, string> users)
{
    private readonly Dictionary<string, ScramKeys> _keys = users.ToDictionary(
        user => user.Key, user => ScramKeys.Derive(user.Value, RandomNumberGenerator.GetBytes(16)), StringComparer.Ordinal);

    public Reply Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        if (users.Count == 0)
            return WellKnownReplies.AuthOk;
        return users.TryGetValue(Encoding.UTF8.GetString(user), out var expected)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), password)
            ? WellKnownReplies.AuthOk
            : WellKnownReplies.AuthFailed;
    }

    public ScramKeys? Find(ReadOnlySpan<byte> user) => _keys.GetValueOrDefault(Encoding.UTF8.GetString(user));

    public static string NextNonce() => RandomNumberGenerator.GetHexString(36);
}
