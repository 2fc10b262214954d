namespace SmtpSim.Protocol;

/// <summary>The states of an SMTP server session, those of RFC 5321 first, in the order of the three phases.</summary>
public enum ServerState : byte
{
    /// <summary>The connection stands, no greeting was sent yet.</summary>
    Connected,

    /// <summary>220 was sent; waiting for EHLO or HELO.</summary>
    Greeted,

    /// <summary>554 was sent as the greeting: all but QUIT is answered 503 (RFC 5321 section 3.1).</summary>
    Refusing,

    /// <summary>EHLO or HELO was accepted and no transaction is open.</summary>
    Ready,

    /// <summary>MAIL was accepted: a transaction without a recipient.</summary>
    MailGiven,

    /// <summary>At least one RCPT was accepted.</summary>
    RecipientGiven,

    /// <summary>354 was sent: everything up to the lone dot is message text.</summary>
    ReceivingData,

    /// <summary>221 or 421 was sent, or the connection was lost.</summary>
    Closed,

    /// <summary>220 was sent to STARTTLS: nothing but the TLS handshake is read (RFC 3207).</summary>
    TlsHandshake,

    /// <summary>334 was sent: each line is part of an AUTH exchange (RFC 4954).</summary>
    Authenticating,

    /// <summary>A chunk that was not the last was accepted (RFC 3030).</summary>
    ReceivingChunks,

    /// <summary>A chunk was refused: whatever chunks are still on their way are dropped until RSET (RFC 3030 section 2).</summary>
    ChunksFailed,

    /// <summary>The text is complete and a reply is given for each accepted recipient (LMTP, RFC 2033 section 4.2).</summary>
    AnsweringRecipients,

    /// <summary>The first phase: a superstate of the model, in which no session ever stands.</summary>
    ConnectionEstablishment,

    /// <summary>The second phase: a superstate of the model, in which no session ever stands.</summary>
    MailTransfer,

    /// <summary>The third phase: a superstate of the model, in which no session ever stands.</summary>
    ConnectionTermination,
}
