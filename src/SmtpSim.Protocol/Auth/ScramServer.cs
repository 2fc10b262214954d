using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The server's half of a SCRAM-SHA-256 exchange (RFC 5802 section 5, RFC 7677), without channel binding.</summary>
internal sealed class ScramServer(IServerPolicy policy)
{
    private string _gs2Header = "";
    private string _clientFirst = "";
    private string _serverFirst = "";
    private string _nonce = "";
    private ScramKeys? _keys;

    /// <summary>Whose password is to be proved.</summary>
    public string User { get; private set; } = "";

    /// <summary>Takes the client's first message and gives the server's.</summary>
    /// <param name="message">Such as <c>n,,n=user,r=nonce</c>.</param>
    /// <param name="answer">Nonce, salt and rounds.</param>
    /// <returns>Nothing if the exchange goes on, else the reply that ends it.</returns>
    public Reply Begin(string message, out string answer)
    {
        answer = "";
        var parts = message.Split(',');
        if (parts.Length < 4 || parts[0] is not ("n" or "y")) return WellKnownReplies.AuthSyntax; // p= asks for channel binding
        var asked = parts[1];
        if (!Scram.TryRead(parts[2], 'n', out var name) || !Scram.TryRead(parts[3], 'r', out var clientNonce)) return WellKnownReplies.AuthSyntax;
        if (Scram.DecodeName(name) is not { } user || !Scram.IsNonce(clientNonce)) return WellKnownReplies.AuthSyntax;
        if (asked.Length > 0 && !(Scram.TryRead(asked, 'a', out var other) && other == name)) return WellKnownReplies.AuthFailed;

        var own = policy.NextNonce();
        if (!Scram.IsNonce(own)) return WellKnownReplies.AuthUnavailable;
        _keys = policy.FindScramKeys(Encoding.UTF8.GetBytes(user));
        if (_keys is null) return WellKnownReplies.AuthFailed;
        User = user;
        _gs2Header = $"{parts[0]},{asked},";
        _clientFirst = message[_gs2Header.Length..];
        _nonce = clientNonce + own;
        answer = _serverFirst = $"r={_nonce},s={Convert.ToBase64String(_keys.Salt.Span)},i={_keys.Iterations}";
        return Reply.None;
    }

    /// <summary>Takes the client's proof and gives the server's signature.</summary>
    /// <param name="message">Such as <c>c=biws,r=nonce,p=proof</c>.</param>
    /// <param name="answer">The signature.</param>
    /// <inheritdoc cref="Begin"/>
    public Reply Prove(string message, out string answer)
    {
        answer = "";
        var parts = message.Split(',');
        var proofAt = message.LastIndexOf(",p=", StringComparison.Ordinal);
        if (parts.Length < 3 || proofAt < 0 || _keys is null) return WellKnownReplies.AuthSyntax;
        if (!Scram.TryRead(parts[0], 'c', out var header) || !Scram.TryRead(parts[1], 'r', out var nonce)) return WellKnownReplies.AuthSyntax;
        if (Scram.FromBase64(message[(proofAt + 3)..]) is not { Length: SHA256.HashSizeInBytes } proof) return WellKnownReplies.AuthSyntax;
        if (header != Convert.ToBase64String(Encoding.UTF8.GetBytes(_gs2Header)) || nonce != _nonce) return WellKnownReplies.AuthFailed;

        var exchange = $"{_clientFirst},{_serverFirst},{message[..proofAt]}";
        var clientKey = Scram.Xor(proof, Scram.Sign(_keys.StoredKey.Span, exchange));
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), _keys.StoredKey.Span)) return WellKnownReplies.AuthFailed;
        answer = "v=" + Convert.ToBase64String(Scram.Sign(_keys.ServerKey.Span, exchange));
        return Reply.None;
    }
}
