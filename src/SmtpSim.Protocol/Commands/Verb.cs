namespace SmtpSim.Protocol;

/// <summary>The command verbs of RFC 5321 section 4.1.1. <see cref="Unknown"/> is every other word a peer may send.</summary>
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
}
