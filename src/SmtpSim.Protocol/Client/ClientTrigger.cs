namespace SmtpSim.Protocol;

/// <summary>What a reply, or its absence, meant to the client and what it does next; no trigger has an argument.</summary>
public enum ClientTrigger : byte
{
    /// <summary>The connection stands.</summary>
    Connected,

    /// <summary>220 was read; EHLO is next.</summary>
    GreetedSayEhlo,

    /// <summary>220 was read; HELO is next, for a client that does not speak EHLO.</summary>
    GreetedSayHelo,

    /// <summary>EHLO was answered 5yz; HELO is next (RFC 5321 section 3.2).</summary>
    EhloRefused,

    /// <summary>
    /// The session is ready for a transaction, and there is one: MAIL is next. Fired after EHLO, HELO, RSET and after a finished message.
    /// </summary>
    StartTransaction,

    /// <summary>The sender was accepted: RCPT is next. Also fired while recipients are left.</summary>
    NextRecipient,

    /// <summary>Every RCPT is answered and at least one was accepted: DATA is next.</summary>
    RecipientsDone,

    /// <summary>354 was read: the message is next.</summary>
    DataGranted,

    /// <summary>The transaction came to nothing and another follows: RSET is next.</summary>
    AbandonTransaction,

    /// <summary>Nothing is left to do, or nothing can be done: QUIT is next.</summary>
    Finish,

    /// <summary>QUIT was answered.</summary>
    QuitAnswered,

    /// <summary>421 was read: the server closes (RFC 5321 section 3.8).</summary>
    ServiceClosing,

    /// <summary>The connection was refused or lost.</summary>
    ConnectionLost,

    /// <summary>No reply came within the time-out of the step (RFC 5321 section 4.5.3.2).</summary>
    TimedOut,

    /// <summary>The server offers TLS and the client wants it: STARTTLS is next (RFC 3207).</summary>
    StartTls,

    /// <summary>STARTTLS was answered 220: the handshake is next.</summary>
    TlsGranted,

    /// <summary>The TLS handshake is done: EHLO is next, all earlier knowledge is forgotten (RFC 3207 section 4.2).</summary>
    TlsEstablished,

    /// <summary>AUTH, or the next line of its exchange, is next (RFC 4954).</summary>
    Authenticate,

    /// <summary>BDAT and a chunk are next: the first after the last RCPT, or one more (RFC 3030).</summary>
    NextChunk,

    /// <summary>The message was answered for one recipient; the reply for another is awaited (LMTP, RFC 2033).</summary>
    RecipientAnswered,
}
