using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>The words of the replies that decided the recipients' fates: a <see cref="ClientSession"/> knows their codes alone.</summary>
internal sealed class FateTexts(ClientSession session, IReadOnlyList<OutgoingMessage> messages)
{
    private readonly string?[][] _texts = [.. messages.Select(message => new string?[message.Recipients.Count])];

    /// <summary>Number of the message of the open transaction, or the next one, from 1.</summary>
    public int MessageNumber
    {
        get
        {
            for (var i = 0; i < messages.Count; i++)
            {
                if (ReferenceEquals(messages[i], session.Message))
                    return i + 1;
            }

            return messages.Count;
        }
    }

    /// <summary>A reply was taken: whoever has a fate now and had none before has it from this reply, or by the client's own decision.</summary>
    public void Note(string text, Reply reply)
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            var fates = session.FatesOf(i);
            for (var recipient = 0; recipient < fates.Length; recipient++)
            {
                if (!fates[recipient].IsNone)
                    _texts[i][recipient] ??= IsOf(fates[recipient], reply) ? text : OwnWords(fates[recipient]);
            }
        }
    }

    public IReadOnlyList<SentMessage> Conclude() =>
        [.. messages.Select((message, i) => new SentMessage(message, [.. message.Recipients.Select((address, n) => new SentRecipient(address, FateOf(session.FatesOf(i)[n]), _texts[i][n]))]))];

    /// <summary>Whether the fate is that reply's; 552 to RCPT may count as 452.</summary>
    private static bool IsOf(Reply fate, Reply reply) => fate.Code == reply.Code || fate.Code == ClientDialogue.FateOf(ClientState.RcptSent, reply, declaredSize: false).Code;

    /// <summary>What the client decides without having been refused has a code all the same, which stands in no reply.</summary>
    private static string OwnWords(Reply fate) => (fate.Code, fate.Subject, fate.Detail) switch
    {
        (454, 7, 4) => "the server offers no TLS, which is asked for",
        (454, 7, 0) => "the server offers no way to authenticate that may be used",
        (554, 6, 3) => "the server does not take the body type that the message needs",
        (553, 6, 7) => "the server does not take addresses in UTF-8, which the message needs",
        (552, _, _) => "the message is larger than the server takes",
        _ => $"{Transcript.Format(fate, ReplyTexts.Standard)} (by the client)",
    };

    private static MessageFate FateOf(Reply reply) => reply.IsPositiveCompletion ? MessageFate.Delivered
        : reply.IsPermanentNegative ? MessageFate.Bounced
        : MessageFate.Queued;
}
