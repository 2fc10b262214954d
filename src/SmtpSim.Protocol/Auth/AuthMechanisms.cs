using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The mechanisms of AUTH (RFC 4954) that the protocol core speaks.</summary>
[Flags]
public enum AuthMechanisms : byte
{
    None = 0,

    /// <summary>RFC 4616.</summary>
    Plain = 1,

    /// <summary>The two questions of old mail programs; never standardised, asked for everywhere.</summary>
    Login = 2,

    /// <summary>RFC 7677, without channel binding.</summary>
    ScramSha256 = 4,

    All = Plain | Login | ScramSha256,
}

/// <summary>Names of mechanisms.</summary>
public static class AuthMechanism
{
    /// <summary>The strongest first: the order in which a client tries them.</summary>
    internal static readonly AuthMechanisms[] Strongest = [AuthMechanisms.ScramSha256, AuthMechanisms.Plain, AuthMechanisms.Login];

    /// <summary>The name in AUTH and EHLO; empty unless it is a single mechanism.</summary>
    public static string NameOf(AuthMechanisms mechanism) => mechanism switch
    {
        AuthMechanisms.Plain => "PLAIN",
        AuthMechanisms.Login => "LOGIN",
        AuthMechanisms.ScramSha256 => "SCRAM-SHA-256",
        _ => "",
    };

    /// <summary>The mechanism of a name, <see cref="AuthMechanisms.None"/> for any other.</summary>
    public static AuthMechanisms Parse(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "PLAIN"u8) ? AuthMechanisms.Plain
        : Ascii.EqualsIgnoreCase(name, "LOGIN"u8) ? AuthMechanisms.Login
        : Ascii.EqualsIgnoreCase(name, "SCRAM-SHA-256"u8) ? AuthMechanisms.ScramSha256
        : AuthMechanisms.None;
}
