using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The server's half of one AUTH exchange (RFC 4954 section 4): a response in, a challenge or the final reply out.</summary>
internal sealed class AuthExchange(AuthMechanisms mechanism, IServerPolicy policy)
{
    private readonly ScramServer _scram = new(policy);
    private int _step;
    private byte[] _user = [];

    /// <summary>What stands behind 334, as base64.</summary>
    public string Challenge { get; private set; } = "";

    /// <summary>Begins: AUTH may bring the first response along; an equals sign stands for an empty one.</summary>
    public Reply Begin(ReadOnlySpan<byte> initial) =>
        initial.IsEmpty ? Ask(mechanism == AuthMechanisms.Login ? "Username:" : "")
        : initial.SequenceEqual("="u8) ? Take([])
        : Next(initial);

    /// <summary>A line of the exchange.</summary>
    public Reply Next(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("*"u8)) return WellKnownReplies.AuthCancelled;
        var octets = new byte[line.Length];
        return line.Contains((byte)' ') || Base64.DecodeFromUtf8(line, octets, out _, out var length) != OperationStatus.Done
            ? WellKnownReplies.AuthSyntax
            : Take(octets.AsSpan(0, length));
    }

    private Reply Take(ReadOnlySpan<byte> response) => (mechanism, _step++) switch
    {
        (AuthMechanisms.Plain, _) => TakePlain(response),
        (AuthMechanisms.Login, 0) => TakeUser(response),
        (AuthMechanisms.Login, _) => policy.Authenticate(_user, response),
        (_, 0) => AskUnless(_scram.Begin(Encoding.UTF8.GetString(response), out var answer), answer),
        (_, 1) => AskUnless(_scram.Prove(Encoding.UTF8.GetString(response), out var answer), answer),
        _ => response.IsEmpty ? policy.OnAuthenticated(Encoding.UTF8.GetBytes(_scram.User)) : WellKnownReplies.AuthSyntax,
    };

    /// <summary>Whom to act for, user and password, parted by NUL (RFC 4616 section 2). Nobody may act for another.</summary>
    private Reply TakePlain(ReadOnlySpan<byte> response)
    {
        var first = response.IndexOf((byte)0);
        if (first < 0) return WellKnownReplies.AuthSyntax;
        var rest = response[(first + 1)..];
        var second = rest.IndexOf((byte)0);
        if (second <= 0 || rest[(second + 1)..].Contains((byte)0)) return WellKnownReplies.AuthSyntax;
        var user = rest[..second];
        return first > 0 && !response[..first].SequenceEqual(user)
            ? WellKnownReplies.AuthFailed
            : policy.Authenticate(user, rest[(second + 1)..]);
    }

    private Reply TakeUser(ReadOnlySpan<byte> response)
    {
        _user = response.ToArray();
        return Ask("Password:");
    }

    private Reply AskUnless(Reply refusal, string challenge) => refusal.IsNone ? Ask(challenge) : refusal;

    private Reply Ask(string challenge)
    {
        Challenge = Convert.ToBase64String(Encoding.UTF8.GetBytes(challenge));
        return WellKnownReplies.AuthChallenge;
    }
}
