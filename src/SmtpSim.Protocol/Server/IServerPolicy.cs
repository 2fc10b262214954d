namespace SmtpSim.Protocol;

/// <summary>
/// What a server decides on commands that are in order and well formed. Every decision is a reply; whatever is not overridden accepts.
/// 421 from any of them closes the session (RFC 5321 section 3.8).
/// </summary>
public interface IServerPolicy : ITextSink
{
    /// <summary>A connection was taken: the greeting, 220 or 554.</summary>
    Reply OnConnected() => WellKnownReplies.Greeting;

    /// <summary>EHLO or HELO, with the name the client gives itself.</summary>
    Reply OnHello(Verb verb, ReadOnlySpan<byte> domain) => verb == Verb.Ehlo ? WellKnownReplies.EhloOk : WellKnownReplies.HeloOk;

    /// <summary>MAIL.</summary>
    Reply OnMail(in MailArgument mail) => WellKnownReplies.SenderOk;

    /// <summary>RCPT.</summary>
    Reply OnRecipient(in MailPath recipient) => WellKnownReplies.RecipientOk;

    /// <summary>RCPT with its DSN parameters (RFC 3461).</summary>
    Reply OnRecipient(in RcptArgument recipient) => OnRecipient(recipient.ForwardPath);

    /// <summary>STARTTLS: 220 makes the host do the handshake; 454 for one that cannot now.</summary>
    Reply OnStartTls() => WellKnownReplies.ReadyToStartTls;

    /// <summary>
    /// AUTH with PLAIN or LOGIN: 235 to accept, <see cref="WellKnownReplies.AuthFailed"/> to deny, 454 for now.
    /// </summary>
    Reply Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) => WellKnownReplies.AuthFailed;

    /// <summary>AUTH with SCRAM: what is stored of the user's password, null for a user unknown, who is then denied.</summary>
    ScramKeys? FindScramKeys(ReadOnlySpan<byte> user) => null;

    /// <summary>AUTH with SCRAM proved the password: 235, or a refusal in spite of it.</summary>
    Reply OnAuthenticated(ReadOnlySpan<byte> user) => WellKnownReplies.AuthOk;

    /// <summary>
    /// The server's part of a SCRAM nonce: printable ASCII without commas that was never given before. Empty, SCRAM is answered 454.
    /// </summary>
    string NextNonce() => "";

    /// <summary>The text of a message begins; what came of an earlier one that was not ended is to be dropped.</summary>
    void OnTextBegins()
    {
    }

    /// <summary>A chunk that is not the last was read (RFC 3030), its text given before.</summary>
    /// <param name="size">The chunk's octets.</param>
    Reply OnChunk(long size) => WellKnownReplies.ChunkOk;

    /// <summary>LMTP: the end of mail data, once for each accepted recipient. A policy that keeps mail is to tell the calls apart: it has
    /// one text.</summary>
    /// <param name="recipient">The recipient's place among those accepted, from 0.</param>
    /// <param name="size">The text's octets.</param>
    Reply OnDelivery(int recipient, long size) => OnMessage(size);

    /// <summary>DATA: 354 lets the message come.</summary>
    Reply OnData() => WellKnownReplies.StartMailInput;

    /// <summary>A piece of message text, dot-stuffing undone.</summary>
    void ITextSink.OnText(ReadOnlySpan<byte> text)
    {
    }

    /// <summary>The end of mail data: the reply decides who answers for the message from now on.</summary>
    /// <param name="size">The text's octets, without stuffed dots and the final one.</param>
    Reply OnMessage(long size) => WellKnownReplies.Queued;

    /// <summary>RSET, NOOP, VRFY, EXPN, HELP or QUIT.</summary>
    Reply OnOther(Verb verb, ReadOnlySpan<byte> argument) => verb switch
    {
        Verb.Vrfy => WellKnownReplies.CannotVerify,
        Verb.Expn => WellKnownReplies.NotImplemented,
        Verb.Help => WellKnownReplies.Help,
        Verb.Quit => WellKnownReplies.Bye,
        _ => WellKnownReplies.Ok,
    };
}

/// <summary>Accepts whatever is in order.</summary>
public sealed class AcceptAll : IServerPolicy;
