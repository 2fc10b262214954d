using System.Numerics;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Mail transactions: what a reply means for the message, and what is sent next.</content>
internal sealed partial class ClientSide
{
    /// <summary>Books a reply of the mail transaction: accepted, deferred and refused recipients (RFC 5321 section 4.2.1).</summary>
    private void ConcludeStep(ref ClientSession session, Reply reply, long now, out bool moreRecipients, out bool anyAccepted)
    {
        moreRecipients = anyAccepted = false;
        ref var mail = ref session.Mail;
        if ((session.Ahead != 0 || mail.IsRefused) && ConcludeRefused(ref session, reply, now, out moreRecipients))
            return;
        switch (session.State)
        {
            case ClientState.MailSent when reply.IsPositiveCompletion:
                session.Recipient = (byte)BitOperations.TrailingZeroCount(mail.Pending);
                moreRecipients = true;
                return;
            case ClientState.MailSent when reply.IsPermanentNegative:
                _mail.Bounce(ref session, mail.Pending);
                break;
            case ClientState.RcptSent:
                var bit = 1UL << session.Recipient;
                if (ClientDialogue.FateOf(ClientState.RcptSent, reply).IsPermanentNegative)
                    _mail.Bounce(ref session, bit);
                else if (reply.IsPositiveCompletion)
                    mail.Accepted |= bit;
                var rest = session.Recipient == 63 ? 0 : mail.Pending & (ulong.MaxValue << (session.Recipient + 1));
                anyAccepted = mail.Accepted != 0;
                if (rest != 0)
                {
                    session.Recipient = (byte)BitOperations.TrailingZeroCount(rest);
                    moreRecipients = true;
                    return;
                }
                if (anyAccepted || session.Ahead != 0)
                    return;
                break;
            case ClientState.DataSent when reply.IsPositiveIntermediate:
                anyAccepted = true;
                return;
            // A pipelined DATA is refused when no recipient was accepted: each has had its reply then.
            case ClientState.DataSent or ClientState.BodySent or ClientState.ChunkSent when reply.IsPermanentNegative && mail.Accepted != 0:
                _mail.Bounce(ref session, mail.Accepted);
                break;
            case ClientState.BodySent or ClientState.ChunkSent when reply.IsPositiveCompletion:
                _mail.Deliver(ref session, mail.Accepted);
                break;
            default:
                break;
        }
        if (EndAttempt(ref session, now))
            GoOn(ref session, now);
    }

    private void Take(ref ClientSession session, int number, long now)
    {
        session.Transactions++;
        _mail.BeginAttempt(number, ref session, now);
    }

    /// <summary>Sends what the state just entered stands for.</summary>
    private void SendNext(ref ClientSession session, int slot, long now)
    {
        switch (session.State)
        {
            case ClientState.MailSent when session.Has(ServiceExtensions.Pipelining):
                SendGroup(ref session, slot, now);
                break;
            case ClientState.MailSent:
                Send(ref session, slot, EventKind.Mail, 0, session.Mail.Bytes, now);
                break;
            case ClientState.RcptSent:
                Send(ref session, slot, EventKind.Rcpt, session.Recipient, AddressOf(session, session.Recipient), now);
                break;
            case ClientState.BodySent or ClientState.ChunkSent:
                var detail = (session.Mail.Flags & MessageFlags.Unacknowledged) != 0 ? BodyDetail.Again : (byte)0;
                if (session.State == ClientState.ChunkSent)
                    detail |= BodyDetail.Chunk;
                var departure = now + _links[session.Link].Transfer(session.Mail.Bytes);
                Send(ref session, slot, EventKind.Body, detail, session.Mail.Ordinal, departure);
                break;
            case ClientState.TlsHandshake:
                Send(ref session, slot, EventKind.ClientHandshake, 0, 0, now);
                break;
            case ClientState.AuthSent:
                session.AuthLines++;
                Send(ref session, slot, EventKind.Command, (byte)Verb.Auth, (uint)(_profiles[session.Group].AuthRounds - session.AuthLines), now);
                break;
            default:
                Send(ref session, slot, EventKind.Command, (byte)ClientDialogue.VerbOf(session.State), 0, now);
                // Not greeted: the client quits before its message had a transaction.
                if (session.State == ClientState.QuitSent && session.Message >= 0)
                    EndAttempt(ref session, now, hadTransaction: false);
                break;
        }
    }

    /// <summary>Mailbox and sender of a recipient.</summary>
    private uint AddressOf(in ClientSession session, int recipient)
    {
        var address = session.Mail.Address;
        var mailbox = (address & 0xFFFFF) + (uint)recipient;
        if (recipient > 0)
            mailbox %= _world.MailboxesOf(session.Domain);
        return mailbox | (address & ~0xFFFFFu);
    }
}
