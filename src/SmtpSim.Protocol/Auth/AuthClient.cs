using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The client's half of one AUTH exchange (RFC 4954 section 4).</summary>
public sealed class AuthClient
{
    private readonly AuthMechanisms _mechanism;
    private readonly Credentials _credentials;
    private readonly ScramClient? _scram;
    private int _step;

    /// <param name="mechanism">One.</param>
    /// <param name="credentials">Who logs in.</param>
    /// <param name="keyring">What earlier logins have derived; null for none.</param>
    public AuthClient(AuthMechanisms mechanism, Credentials credentials, ScramKeyring? keyring = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _mechanism = mechanism;
        _credentials = credentials;
        if (mechanism == AuthMechanisms.ScramSha256) _scram = new ScramClient(credentials, keyring ?? new ScramKeyring());
        var initial = mechanism switch
        {
            AuthMechanisms.Plain => " " + ToBase64($"\0{credentials.User}\0{credentials.Password}"),
            AuthMechanisms.ScramSha256 => " " + ToBase64(_scram!.First),
            _ => "",
        };
        Line = "AUTH " + AuthMechanism.NameOf(mechanism) + initial;
    }

    /// <summary>The line to send next.</summary>
    public string Line { get; private set; }

    /// <summary>The client gave the exchange up: the server did not prove itself, or asked for what the mechanism has not.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Whether 235 may be believed: with SCRAM only after the server's signature.</summary>
    public bool IsComplete => !IsCancelled && (_scram is null || _scram.IsVerified);

    /// <summary>What is to be derived, and given to the keyring, before a challenge is answered; null for nothing: whoever does not ask pays for it there.</summary>
    /// <param name="challenge">The text behind 334.</param>
    public ScramDerivation? Missing(ReadOnlySpan<byte> challenge) => _scram is not null && _step == 0 ? _scram.Missing(FromBase64(challenge)) : null;

    /// <summary>Takes a challenge and has <see cref="Line"/> answer it.</summary>
    /// <param name="challenge">The text behind 334.</param>
    public void Answer(ReadOnlySpan<byte> challenge)
    {
        var answer = (_mechanism, _step++) switch
        {
            (AuthMechanisms.Login, 0) => _credentials.User,
            (AuthMechanisms.Login, 1) => _credentials.Password,
            (AuthMechanisms.ScramSha256, 0) => _scram!.Prove(FromBase64(challenge)),
            (AuthMechanisms.ScramSha256, 1) => _scram!.Verify(FromBase64(challenge)) ? "" : null,
            _ => null,
        };
        IsCancelled |= answer is null;
        Line = answer is null ? "*" : ToBase64(answer);
    }

    private static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string FromBase64(ReadOnlySpan<byte> text) =>
        Scram.FromBase64(Encoding.Latin1.GetString(text)) is { } octets ? Encoding.UTF8.GetString(octets) : "";
}
