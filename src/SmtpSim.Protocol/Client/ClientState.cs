namespace SmtpSim.Protocol;

/// <summary>The states of an SMTP client session. A state is named for what was sent last and whose reply is awaited.</summary>
public enum ClientState : byte
{
    /// <summary>The connection was asked for and does not stand yet.</summary>
    Connecting,

    /// <summary>The connection stands; the greeting is awaited.</summary>
    Connected,

    /// <summary>EHLO was sent, or LHLO (RFC 2033).</summary>
    EhloSent,

    /// <summary>HELO was sent, at once or after a refused EHLO (RFC 5321 section 3.2).</summary>
    HeloSent,

    /// <summary>MAIL was sent.</summary>
    MailSent,

    /// <summary>RCPT was sent.</summary>
    RcptSent,

    /// <summary>DATA was sent.</summary>
    DataSent,

    /// <summary>The message and its final dot were sent.</summary>
    BodySent,

    /// <summary>RSET was sent to drop a transaction, another of which follows.</summary>
    RsetSent,

    /// <summary>QUIT was sent.</summary>
    QuitSent,

    /// <summary>The session is over.</summary>
    Closed,

    /// <summary>STARTTLS was sent (RFC 3207).</summary>
    StartTlsSent,

    /// <summary>220 was read: the TLS handshake is under way, and nothing of SMTP is awaited.</summary>
    TlsHandshake,

    /// <summary>AUTH or a line of its exchange was sent (RFC 4954).</summary>
    AuthSent,

    /// <summary>BDAT and its chunk were sent (RFC 3030).</summary>
    ChunkSent,

    /// <summary>The first phase: a superstate of the model, in which no session ever stands.</summary>
    ConnectionEstablishment,

    /// <summary>The second phase: a superstate of the model, in which no session ever stands.</summary>
    MailTransfer,

    /// <summary>The third phase: a superstate of the model, in which no session ever stands.</summary>
    ConnectionTermination,
}
