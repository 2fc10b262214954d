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
