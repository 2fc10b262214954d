namespace SmtpSim.Protocol;

/// <summary>
/// The replies that the server core gives of its own. Greetings, answers to EHLO and HELO and 354 carry no enhanced status code (RFC 2034
/// section 4).
/// </summary>
public static class WellKnownReplies
{
    /// <summary>Whether the core gives this very reply with the standard text of its code, which has no number to know it by.</summary>
    internal static bool HasStandardText(Reply reply) =>
        reply == Help || reply == Bye || reply == Ok || reply == CannotVerify || reply == ServiceClosing || reply == MailboxBusy || reply == LocalError
        || reply == CommandUnrecognized || reply == ArgumentSyntax || reply == NotImplemented || reply == BadSequence || reply == ParameterNotImplemented
        || reply == MailboxUnknown || reply == MessageTooLarge || reply == ParameterUnknown;

    public static Reply Help { get; } = Reply.Of(214, 0, 0);

    public static Reply Greeting { get; } = Reply.Of(220);

    public static Reply Bye { get; } = Reply.Of(221, 0, 0);

    /// <summary>The answer to HELO: one line.</summary>
    public static Reply HeloOk { get; } = Reply.Of(250, ReplyTexts.Helo);

    /// <summary>The answer to EHLO: a line for each service extension.</summary>
    public static Reply EhloOk { get; } = Reply.Of(250, ReplyTexts.Ehlo);

    /// <summary>The answer to NOOP and RSET.</summary>
    public static Reply Ok { get; } = Reply.Of(250, 0, 0);

    public static Reply SenderOk { get; } = Reply.Of(250, 1, 0, ReplyTexts.SenderOk);

    public static Reply RecipientOk { get; } = Reply.Of(250, 1, 5, ReplyTexts.RecipientOk);

    public static Reply Queued { get; } = Reply.Of(250, 0, 0, ReplyTexts.Queued);

    /// <summary>The answer to VRFY of a server that does not tell (RFC 5321 section 3.5.3).</summary>
    public static Reply CannotVerify { get; } = Reply.Of(252, 5, 0);

    public static Reply StartMailInput { get; } = Reply.Of(354);

    public static Reply ServiceClosing { get; } = Reply.Of(421, 3, 2);

    public static Reply IdleTimeout { get; } = Reply.Of(421, 4, 2, ReplyTexts.IdleTimeout);

    public static Reply MailboxBusy { get; } = Reply.Of(450, 2, 0);

    public static Reply LocalError { get; } = Reply.Of(451, 3, 0);

    /// <summary>Never sent: what a client notes for a reply of an unexpected class.</summary>
    public static Reply UnexpectedReply { get; } = Reply.Of(451, 5, 0);

    public static Reply TooManyRecipients { get; } = Reply.Of(452, 5, 3, ReplyTexts.TooManyRecipients);

    public static Reply CommandUnrecognized { get; } = Reply.Of(500, 5, 2);

    public static Reply LineTooLong { get; } = Reply.Of(500, 5, 2, ReplyTexts.LineTooLong);

    /// <summary>A bare CR, a bare LF or a NUL in a command line (RFC 5321 section 2.3.8).</summary>
    public static Reply BadCharacter { get; } = Reply.Of(500, 5, 2, ReplyTexts.BadCharacter);

    public static Reply ArgumentSyntax { get; } = Reply.Of(501, 5, 4);

    /// <summary>A reverse-path that does not parse.</summary>
    public static Reply SenderSyntax { get; } = Reply.Of(501, 1, 7, ReplyTexts.SenderSyntax);

    /// <summary>A forward-path that does not parse.</summary>
    public static Reply RecipientSyntax { get; } = Reply.Of(501, 1, 3, ReplyTexts.RecipientSyntax);

    /// <summary>A reverse-path over the limits (RFC 5321 section 4.5.3.1.10).</summary>
    public static Reply SenderTooLong { get; } = Reply.Of(501, 1, 7, ReplyTexts.PathTooLong);

    /// <summary>A forward-path over the limits (RFC 5321 section 4.5.3.1.10).</summary>
    public static Reply RecipientTooLong { get; } = Reply.Of(501, 1, 3, ReplyTexts.PathTooLong);

    /// <summary>EHLO or HELO without a domain.</summary>
    public static Reply HelloSyntax { get; } = Reply.Of(501);

    public static Reply NotImplemented { get; } = Reply.Of(502, 5, 1);

    public static Reply BadSequence { get; } = Reply.Of(503, 5, 1);

    public static Reply ParameterNotImplemented { get; } = Reply.Of(504, 5, 4);

    public static Reply MailboxUnknown { get; } = Reply.Of(550, 1, 1);

    public static Reply MessageTooLarge { get; } = Reply.Of(552, 3, 4);

    /// <summary>The greeting of a server that takes no mail (RFC 5321 section 3.1).</summary>
    public static Reply NoService { get; } = Reply.Of(554, ReplyTexts.NoService);

    public static Reply NoValidRecipients { get; } = Reply.Of(554, 5, 1, ReplyTexts.NoValidRecipients);

    /// <summary>MAIL or RCPT with a parameter that no offered extension defines (RFC 5321 section 4.1.1.11).</summary>
    public static Reply ParameterUnknown { get; } = Reply.Of(555, 5, 4);

    /// <summary>The answer to STARTTLS; the handshake follows.</summary>
    public static Reply ReadyToStartTls { get; } = Reply.Of(220, 0, 0, ReplyTexts.ReadyToStartTls);

    public static Reply TlsUnavailable { get; } = Reply.Of(454, 7, 0, ReplyTexts.TlsUnavailable);

    /// <summary>A command outside TLS at a server that requires it (RFC 3207 section 4).</summary>
    public static Reply TlsRequired { get; } = Reply.Of(530, 7, 0, ReplyTexts.TlsRequired);

    /// <summary>334: the text is the challenge.</summary>
    public static Reply AuthChallenge { get; } = Reply.Of(334);

    public static Reply AuthOk { get; } = Reply.Of(235, 7, 0, ReplyTexts.AuthOk);

    public static Reply AuthFailed { get; } = Reply.Of(535, 7, 8, ReplyTexts.AuthFailed);

    public static Reply AuthUnavailable { get; } = Reply.Of(454, 7, 0, ReplyTexts.AuthUnavailable);

    /// <summary>A line of an exchange that is not base64, or not what the mechanism has there (RFC 4954 section 4).</summary>
    public static Reply AuthSyntax { get; } = Reply.Of(501, 5, 2, ReplyTexts.AuthSyntax);

    /// <summary>The client cancelled the exchange with an asterisk.</summary>
    public static Reply AuthCancelled { get; } = Reply.Of(501, 7, 0, ReplyTexts.AuthCancelled);

    /// <summary>A line of an exchange over 12,288 octets.</summary>
    public static Reply AuthLineTooLong { get; } = Reply.Of(500, 5, 6, ReplyTexts.LineTooLong);

    public static Reply AuthMechanismUnknown { get; } = Reply.Of(504, 5, 4, ReplyTexts.AuthMechanismUnknown);

    /// <summary>All that carries mail, without AUTH, at a server that requires it (RFC 4954 section 6).</summary>
    public static Reply AuthRequired { get; } = Reply.Of(530, 7, 0, ReplyTexts.AuthRequired);

    /// <summary>AUTH outside TLS at a server that takes it inside alone.</summary>
    public static Reply EncryptionRequired { get; } = Reply.Of(538, 7, 11, ReplyTexts.EncryptionRequired);

    /// <summary>A chunk was taken (RFC 3030).</summary>
    public static Reply ChunkOk { get; } = Reply.Of(250, 0, 0, ReplyTexts.ChunkOk);

    /// <summary>MAIL over MAILMAX (RFC 9422).</summary>
    public static Reply TooManyMails { get; } = Reply.Of(452, 5, 3, ReplyTexts.TooManyMails);

    /// <summary>RCPT over RCPTDOMAINMAX (RFC 9422).</summary>
    public static Reply TooManyDomains { get; } = Reply.Of(452, 5, 3, ReplyTexts.TooManyDomains);

    /// <summary>A client that goes on and on with commands that lead to no message.</summary>
    public static Reply TooManyIdleCommands { get; } = Reply.Of(421, 7, 0, ReplyTexts.TooManyIdleCommands);

    /// <summary>A client that keeps making errors.</summary>
    public static Reply TooManyErrors { get; } = Reply.Of(421, 7, 0, ReplyTexts.TooManyErrors);

    /// <summary>A message that goes on long after it was too large: it is not read to its end.</summary>
    public static Reply TooMuchText { get; } = Reply.Of(421, 3, 4, ReplyTexts.TooMuchText);

    /// <summary>A message that comes and comes.</summary>
    public static Reply TextTimeout { get; } = Reply.Of(421, 4, 2, ReplyTexts.TextTimeout);

    /// <summary>A message with a bare CR or a bare LF, at a server that takes none.</summary>
    public static Reply BareLineEnd { get; } = Reply.Of(550, 6, 0, ReplyTexts.BareLineEnd);

    /// <summary>An address that is not ASCII in MAIL or RCPT without SMTPUTF8 (RFC 6531 section 3.5).</summary>
    public static Reply Utf8Address { get; } = Reply.Of(553, 6, 7, ReplyTexts.Utf8Address);

    /// <summary>Never sent: TLS was required by the client and not to be had.</summary>
    public static Reply TlsNotOffered { get; } = Reply.Of(454, 7, 4);

    /// <summary>Never sent: the client has credentials and found no mechanism to use them, or the server did not prove itself.</summary>
    public static Reply AuthNotOffered { get; } = Reply.Of(454, 7, 0);

    /// <summary>Never sent: the message needs 8BITMIME or BINARYMIME, which was not offered.</summary>
    public static Reply BodyNotOffered { get; } = Reply.Of(554, 6, 3);

    /// <summary>Never sent: the message needs SMTPUTF8, which was not offered.</summary>
    public static Reply Utf8NotOffered { get; } = Reply.Of(553, 6, 7);
}
