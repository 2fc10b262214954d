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

    /// <summary>A reply was taken: whoever has a fate now and had none before has it from this reply.</summary>
    public void Note(string reply)
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            var fates = session.FatesOf(i);
            for (var recipient = 0; recipient < fates.Length; recipient++)
            {
                if (!fates[recipient].IsNone)
                    _texts[i][recipient] ??= reply;
            }
        }
    }

    public IReadOnlyList<SentMessage> Conclude() =>
        [.. messages.Select((message, i) => new SentMessage(message, [.. message.Recipients.Select((address, n) => new SentRecipient(address, FateOf(session.FatesOf(i)[n]), _texts[i][n]))]))];

    private static MessageFate FateOf(Reply reply) => reply.IsPositiveCompletion ? MessageFate.Delivered
        : reply.IsPermanentNegative ? MessageFate.Bounced
        : MessageFate.Queued;
}
