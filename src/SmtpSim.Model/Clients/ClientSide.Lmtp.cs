using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>LMTP: each recipient that was accepted has a reply of its own to the text, in the order of RCPT (RFC 2033 section 4.2).</content>
internal sealed partial class ClientSide
{
    private readonly bool _anyLmtp;

    /// <summary>Whether the session's server speaks LMTP: a client knows that from its configuration (RFC 2033 section 3).</summary>
    private bool SpeaksLmtp(in ClientSession session) => _anyLmtp && _world.Servers[_world.ServerGroupOf(session.Server)].Lmtp;

    /// <summary>Whether the reply is that to the text for one recipient.</summary>
    private bool IsForRecipient(in ClientSession session)
        => session.State is ClientState.BodySent or ClientState.ChunkSent && session.Mail.Accepted != 0 && SpeaksLmtp(session);

    /// <summary>Books the reply for the recipient whose turn it is: the first one accepted that has none.</summary>
    /// <returns>Whether another reply is to come.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ConcludeRecipient(ref ClientSession session, Reply reply)
    {
        ref var mail = ref session.Mail;
        var recipient = mail.Accepted & (~mail.Accepted + 1);
        session.Recipient = (byte)BitOperations.TrailingZeroCount(recipient);
        if (reply.IsPositiveCompletion)
            _mail.Deliver(ref session, recipient);
        else if (reply.IsPermanentNegative)
            _mail.Bounce(ref session, recipient);
        mail.Accepted &= ~recipient;
        if (mail.Accepted == 0)
            return false;
        session.Ahead = 1; // nothing is sent before it
        return true;
    }

    /// <summary>LHLO is refused for good: there is no older greeting to fall back to, so the mail waits.</summary>
    private Reply WithoutFallback(in ClientSession session, Reply reply)
        => reply.IsPermanentNegative && SpeaksLmtp(session) ? Protocol.Reply.Of(451) : reply;
}
