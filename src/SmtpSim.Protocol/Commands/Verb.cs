namespace SmtpSim.Protocol;

/// <summary>The command verbs of RFC 5321 section 4.1.1 and of the service extensions. <see cref="Unknown"/> is every other word a peer may send.</summary>
public enum Verb : byte
{
    Unknown,
    Ehlo,
    Helo,
    Mail,
    Rcpt,
    Data,
    Rset,
    Noop,
    Vrfy,
    Expn,
    Help,
    Quit,

    /// <summary>RFC 3207.</summary>
    StartTls,

    /// <summary>RFC 4954.</summary>
    Auth,

    /// <summary>RFC 3030.</summary>
    Bdat,

    /// <summary>The hello of LMTP (RFC 2033).</summary>
    Lhlo,
}
