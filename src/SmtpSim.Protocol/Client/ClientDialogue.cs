using System.Diagnostics.CodeAnalysis;

namespace SmtpSim.Protocol;

/// <summary>
/// What a reply means to a client where it stands. The class of a reply decides (RFC 5321 section 4.2.1); an unexpected one counts as a
/// refusal.
/// </summary>
public static class ClientDialogue
{
    /// <summary>
    /// The trigger to fire for a reply. The caller has done its bookkeeping: <paramref name="situation"/> is what is left after this
    /// reply.
    /// </summary>
    /// <exception cref="InvalidOperationException">No reply is awaited in <paramref name="state"/>: an error of the caller.</exception>
    public static ClientTrigger OnReply(ClientState state, Reply reply, ClientSituation situation)
    {
        if (reply.Code == 421) return ClientTrigger.ServiceClosing;
        var completed = reply.IsPositiveCompletion;
        switch (state)
        {
            case ClientState.Connected:
                return !completed ? ClientTrigger.Finish
                    : situation.HeloOnly ? ClientTrigger.GreetedSayHelo
                    : ClientTrigger.GreetedSayEhlo;
            case ClientState.EhloSent:
                return reply.IsPermanentNegative ? ClientTrigger.EhloRefused
                    : completed && situation.WantsTls ? ClientTrigger.StartTls
                    : completed && situation.WantsAuth ? ClientTrigger.Authenticate
                    : StartIf(completed && situation.MoreMessages);
            case ClientState.StartTlsSent:
                return completed ? ClientTrigger.TlsGranted
                    : situation.WantsAuth ? ClientTrigger.Authenticate
                    : StartIf(situation.MoreMessages);
            case ClientState.AuthSent:
                return reply.IsPositiveIntermediate || situation.WantsAuth ? ClientTrigger.Authenticate : StartIf(situation.MoreMessages);
            case ClientState.HeloSent:
            case ClientState.RsetSent:
                return StartIf(completed && situation.MoreMessages);
            case ClientState.MailSent:
                return completed || situation.Pipelined ? ClientTrigger.NextRecipient : StartIf(situation.MoreMessages);
            case ClientState.RcptSent:
                return situation.MoreRecipients ? ClientTrigger.NextRecipient
                    : (situation.AnyAccepted || situation.Pipelined) && situation.MoreChunks ? ClientTrigger.NextChunk
                    : situation.AnyAccepted || situation.Pipelined ? ClientTrigger.RecipientsDone
                    : AbandonIf(situation.MoreMessages);
            case ClientState.DataSent:
                return reply.IsPositiveIntermediate ? ClientTrigger.DataGranted : AbandonIf(situation.MoreMessages);
            case ClientState.BodySent:
                return situation.MoreRecipients ? ClientTrigger.RecipientAnswered : StartIf(situation.MoreMessages);
            case ClientState.ChunkSent:
                return situation.MoreChunks ? completed || situation.Pipelined ? ClientTrigger.NextChunk : AbandonIf(situation.MoreMessages)
                    : situation.MoreRecipients ? ClientTrigger.RecipientAnswered
                    : situation.AnyAccepted ? StartIf(situation.MoreMessages)
                    : AbandonIf(situation.MoreMessages); // chunks for nobody leave a transaction open, or one that only RSET clears (RFC 3030 section 2)
            case ClientState.QuitSent:
                return ClientTrigger.QuitAnswered;
            default:
                return ThrowUnawaited(state);
        }
    }

    /// <summary>
    /// The reply as it decides a recipient's fate: itself, but for 552 to RCPT, which old servers say where 452 is meant, too many
    /// recipients: so it is temporary (RFC 5321 section 4.5.3.1.10). Where MAIL declared the message's size it says that the
    /// message is too large for this recipient, and stays as it is (RFC 1870 section 6.4), unless it says 5.5.3, too many recipients,
    /// itself (RFC 3463 section 3.6).
    /// </summary>
    /// <param name="state">Where the client stands.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="declaredSize">MAIL had SIZE.</param>
    public static Reply FateOf(ClientState state, Reply reply, bool declaredSize) =>
        state != ClientState.RcptSent || reply.Code != 552 || (declaredSize && reply is not { HasEnhancedStatus: true, Subject: 5, Detail: 3 }) ? reply
        : reply.HasEnhancedStatus ? Reply.Of(452, reply.Subject, reply.Detail)
        : Reply.Of(452);

    /// <summary>
    /// The command sent on entering a state. <see cref="Verb.Unknown"/> where none is: the message text is what
    /// <see cref="ClientState.BodySent"/> sends, and nothing is sent before the greeting or after the end.
    /// </summary>
    public static Verb VerbOf(ClientState state) => state switch
    {
        ClientState.EhloSent => Verb.Ehlo,
        ClientState.HeloSent => Verb.Helo,
        ClientState.MailSent => Verb.Mail,
        ClientState.RcptSent => Verb.Rcpt,
        ClientState.DataSent => Verb.Data,
        ClientState.RsetSent => Verb.Rset,
        ClientState.QuitSent => Verb.Quit,
        ClientState.StartTlsSent => Verb.StartTls,
        ClientState.AuthSent => Verb.Auth,
        ClientState.ChunkSent => Verb.Bdat,
        _ => Verb.Unknown,
    };

    private static ClientTrigger StartIf(bool condition) => condition ? ClientTrigger.StartTransaction : ClientTrigger.Finish;

    private static ClientTrigger AbandonIf(bool moreMessages) => moreMessages ? ClientTrigger.AbandonTransaction : ClientTrigger.Finish;

    [DoesNotReturn]
    private static ClientTrigger ThrowUnawaited(ClientState state) =>
        throw new InvalidOperationException($"no reply is awaited in ClientState.{state}");
}
