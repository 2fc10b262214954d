namespace SmtpSim.Protocol;

/// <summary>
/// What a server did with what it received: the outcome is known before the trigger is fired, so no trigger has an argument.
/// </summary>
public enum ServerTrigger : byte
{
    /// <summary>The greeting 220 was sent.</summary>
    Greeted,

    /// <summary>The greeting 554 was sent.</summary>
    GreetingRefused,

    /// <summary>EHLO or HELO was answered 250.</summary>
    HelloAccepted,

    /// <summary>EHLO or HELO was answered 4yz or 5yz.</summary>
    HelloRefused,

    /// <summary>MAIL was answered 250.</summary>
    MailAccepted,

    /// <summary>MAIL was answered 4yz or 5yz.</summary>
    MailRefused,

    /// <summary>RCPT was answered 250 or 251.</summary>
    RecipientAccepted,

    /// <summary>RCPT was answered 4yz or 5yz.</summary>
    RecipientRefused,

    /// <summary>DATA was answered 354.</summary>
    DataStarted,

    /// <summary>DATA was answered 4yz or 5yz.</summary>
    DataRefused,

    /// <summary>The end of mail data was answered 250.</summary>
    MessageAccepted,

    /// <summary>The end of mail data was answered 4yz or 5yz.</summary>
    MessageRefused,

    /// <summary>RSET was answered 250.</summary>
    ResetAccepted,

    /// <summary>
    /// A command that touches no state was answered: NOOP, VRFY, EXPN, HELP, or any 500, 501, 502, 504, 555, or a refused RSET.
    /// </summary>
    Answered,

    /// <summary>A command out of order was answered 503.</summary>
    OutOfOrder,

    /// <summary>QUIT was answered 221.</summary>
    QuitAccepted,

    /// <summary>421 was sent (RFC 5321 section 3.8: permitted at any point).</summary>
    ServiceClosing,

    /// <summary>The connection was lost, by either side or by the network.</summary>
    ConnectionLost,

    /// <summary>The client was silent for the idle time-out (RFC 5321 section 4.5.3.2.7).</summary>
    TimedOut,

    /// <summary>STARTTLS was answered 220 (RFC 3207).</summary>
    TlsStarted,

    /// <summary>The TLS handshake is done: all that was known of the client is forgotten (RFC 3207 section 4.2).</summary>
    TlsEstablished,

    /// <summary>AUTH, or a line of its exchange, was answered 334 (RFC 4954).</summary>
    AuthChallenged,

    /// <summary>AUTH, or a line of its exchange, was answered 235.</summary>
    AuthAccepted,

    /// <summary>AUTH, or a line of its exchange, was answered 4yz or 5yz.</summary>
    AuthRefused,

    /// <summary>A BDAT without LAST was answered 250 (RFC 3030).</summary>
    ChunkAccepted,

    /// <summary>A BDAT without LAST was answered 4yz or 5yz.</summary>
    ChunkRefused,

    /// <summary>The end of mail data was answered for one recipient and is to be answered for another (LMTP).</summary>
    RecipientAnswered,
}
