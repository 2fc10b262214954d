using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>Mail transactions: what a reply means for the message, and what is sent next.</content>
internal sealed partial class ClientSide
{
    // A bit for each state whose expected reply makes the client go on, and for each whose command is one segment at once.
    private const int PlainSteps = (1 << (int)ClientState.Connected) | (1 << (int)ClientState.EhloSent) | (1 << (int)ClientState.HeloSent)
        | (1 << (int)ClientState.MailSent) | (1 << (int)ClientState.RcptSent) | (1 << (int)ClientState.DataSent)
        | (1 << (int)ClientState.RsetSent) | (1 << (int)ClientState.QuitSent);
    private const int PlainCommands = (1 << (int)ClientState.EhloSent) | (1 << (int)ClientState.HeloSent) | (1 << (int)ClientState.MailSent)
        | (1 << (int)ClientState.RcptSent) | (1 << (int)ClientState.DataSent) | (1 << (int)ClientState.RsetSent) | (1 << (int)ClientState.QuitSent);

    // By state, from Connecting to QuitSent.
    private static readonly byte[] KindOf = [.. Enumerable.Range(0, (int)ClientState.QuitSent + 1).Select(state => (byte)KindOfCommand((ClientState)state))];
    private static readonly byte[] VerbOf = [.. Enumerable.Range(0, (int)ClientState.QuitSent + 1)
        .Select(state => KindOfCommand((ClientState)state) == EventKind.Command && ((PlainCommands >> state) & 1) != 0 ? (byte)ClientDialogue.VerbOf((ClientState)state) : (byte)0)];

    /// <summary>Books a reply of the mail transaction: accepted, deferred and refused recipients (RFC 5321 section 4.2.1).</summary>
    private void ConcludeStep(ref ClientSession session, Reply reply, long now, out bool moreRecipients, out bool anyAccepted)
    {
        moreRecipients = anyAccepted = false;
        ref var mail = ref session.Mail;
        if ((session.Ahead != 0 || mail.IsRefused) && ConcludeRefused(ref session, reply, now, out moreRecipients))
            return;
        if (IsForRecipient(session))
        {
            moreRecipients = ConcludeRecipient(ref session, reply);
            anyAccepted = session.State == ClientState.ChunkSent;
            if (!moreRecipients)
                EndTransaction(ref session, now);
            return;
        }
        switch (session.State)
        {
            case ClientState.MailSent when reply.IsPositiveCompletion:
                session.Recipient = (byte)BitOperations.TrailingZeroCount(mail.Open);
                moreRecipients = true;
                return;
            case ClientState.MailSent when reply.IsPermanentNegative:
                _mail.Bounce(ref session, mail.Open);
                break;
            case ClientState.RcptSent:
                var bit = 1UL << session.Recipient;
                if (reply.IsPermanentNegative && ClientDialogue.FateOf(ClientState.RcptSent, reply, DeclaredSize(session)).IsPermanentNegative)
                    _mail.Bounce(ref session, bit);
                else if (reply.IsPositiveCompletion)
                    mail.Accepted |= bit;
                var rest = session.Recipient == 63 ? 0 : mail.Open & (ulong.MaxValue << (session.Recipient + 1));
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
        anyAccepted = session.State == ClientState.ChunkSent && mail.Accepted != 0;
        EndTransaction(ref session, now);
    }

    /// <summary>Whether MAIL had SIZE: the server offers it, and the session began with EHLO.</summary>
    private bool DeclaredSize(in ClientSession session)
        => !session.Unextended && !_profiles[session.Group].HeloOnly && (OfferOf(session) & ServiceExtensions.Size) != 0;

    /// <summary>The transaction is over: the session goes on with the message's other recipients, or with another message.</summary>
    private void EndTransaction(ref ClientSession session, long now)
    {
        if (session.Has(ServiceExtensions.Limits) && TakesRest(ref session))
            return;
        if (EndAttempt(ref session, now))
            GoOn(ref session, now);
    }

    private void Take(ref ClientSession session, int number, long now)
    {
        session.Transactions++;
        _mail.BeginAttempt(number, ref session, now);
    }

    /// <summary>Takes a message whose attempt goes on here.</summary>
    private void Resume(ref ClientSession session, int number)
    {
        session.Transactions++;
        _mail.Resume(number, ref session);
    }

    /// <summary>Whether the reply is the one that a session without trouble gets, and not that to the message text: then <see cref="PassStep"/> is all it means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlainStep(in ClientSession session, Reply reply)
        => (((PlainSteps >> (int)session.State) & 1) != 0) & ((uint)(reply.Code - (session.State == ClientState.DataSent ? 300 : 200)) < 100)
            & (session.Ahead == 0) & !session.Mail.IsRefused;

    /// <summary>
    /// What <see cref="ConcludeStep"/> does for a plain step, without a branch on the state: the next event belongs to any of thousands of sessions, so no
    /// processor could foresee which way it goes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PassStep(ref ClientSession session, out bool moreRecipients, out bool anyAccepted)
    {
        ref var mail = ref session.Mail;
        var ofMail = MaskOf(session.State == ClientState.MailSent);
        var ofRcpt = MaskOf(session.State == ClientState.RcptSent);
        var bit = 1UL << session.Recipient;
        mail.Accepted |= bit & ofRcpt;
        var rest = mail.Open & (ofMail | (~((bit << 1) - 1) & ofRcpt));
        moreRecipients = rest != 0;
        anyAccepted = ((mail.Accepted & ofRcpt) != 0) | (session.State == ClientState.DataSent);
        session.Recipient = moreRecipients ? (byte)BitOperations.TrailingZeroCount(rest) : session.Recipient;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MaskOf(bool condition) => (ulong)-(long)Unsafe.BitCast<bool, byte>(condition);

    /// <summary>Sends what the state just entered stands for.</summary>
    private void SendNext(ref ClientSession session, int slot, long now)
    {
        var state = session.State;
        if (((_plainCommands >> (int)state) & 1) == 0 || ((session.Uses & (ServiceExtensions.Pipelining | ServiceExtensions.Limits)) != 0 && state == ClientState.MailSent))
        {
            SendOther(ref session, slot, now);
            return;
        }
        // As in PassStep: one way for all of these states.
        var ofRcpt = (uint)MaskOf(state == ClientState.RcptSent);
        var argument = (session.Mail.Bytes & (uint)MaskOf(state == ClientState.MailSent)) | (AddressOf(session, session.Recipient) & ofRcpt);
        var detail = (byte)(VerbOf[(int)state] | (session.Recipient & ofRcpt));
        Send(ref session, slot, (EventKind)KindOf[(int)state], detail, argument, now);
        // Not greeted: the client quits before its message had a transaction.
        if ((state == ClientState.QuitSent) & (session.Message >= 0))
            EndAttempt(ref session, now, hadTransaction: false);
    }

    private void SendOther(ref ClientSession session, int slot, long now)
    {
        switch (session.State)
        {
            case ClientState.MailSent when session.Has(ServiceExtensions.Limits) && NamesTooMany(ref session):
                SendOther(ref session, slot, now);
                break;
            case ClientState.MailSent when _sending is not null && !session.Has(ServiceExtensions.Pipelining):
                SendAnnounced(ref session, slot, now);
                break;
            case ClientState.MailSent when !session.Has(ServiceExtensions.Pipelining):
                Send(ref session, slot, EventKind.Mail, 0, session.Mail.Bytes, now);
                break;
            case ClientState.MailSent:
                SendGroup(ref session, slot, now);
                break;
            case ClientState.BodySent or ClientState.ChunkSent:
                var leaves = TextLeaves(session, slot, now);
                if (leaves > now && StopsInText(ref session, slot, now, leaves))
                    break;
                var detail = session.State == ClientState.ChunkSent ? ChunkDetail(session)
                    : (session.Mail.Flags & MessageFlags.Unacknowledged) != 0 ? BodyDetail.Again
                    : (byte)0;
                Send(ref session, slot, EventKind.Body, detail, session.Mail.Ordinal, leaves);
                break;
            case ClientState.TlsHandshake:
                Send(ref session, slot, EventKind.ClientHandshake, 0, 0, now);
                break;
            case ClientState.AuthSent:
                session.AuthLines++;
                Send(ref session, slot, EventKind.Command, (byte)Verb.Auth, (uint)(_profiles[session.Group].AuthRounds - session.AuthLines), now);
                break;
            case ClientState.QuitSent:
                SendQuit(ref session, slot, now);
                break;
            default:
                Send(ref session, slot, EventKind.Command, (byte)ClientDialogue.VerbOf(session.State), 0, now);
                break;
        }
    }

    private void SendQuit(ref ClientSession session, int slot, long now)
    {
        if (Keeps(ref session, slot, now))
            return;
        Send(ref session, slot, EventKind.Command, (byte)Verb.Quit, 0, now);
        if (session.Message >= 0)
            EndAttempt(ref session, now, hadTransaction: false);
    }

    private static EventKind KindOfCommand(ClientState state) => state switch
    {
        ClientState.MailSent => EventKind.Mail,
        ClientState.RcptSent => EventKind.Rcpt,
        _ => EventKind.Command,
    };

    /// <summary>Mailbox and sender of a recipient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint AddressOf(in ClientSession session, int recipient) => recipient == 0 ? session.Mail.Address : AddressOfFurther(session, recipient);

    /// <summary>The mailboxes of the recipients after the first follow its own.</summary>
    private uint AddressOfFurther(in ClientSession session, int recipient)
    {
        var address = session.Mail.Address;
        var mailbox = ((address & 0xFFFFF) + (uint)recipient) % _world.MailboxesOf(_sending is null || session.Message < 0 ? session.Domain : _sending[session.Message].Domain);
        return mailbox | (address & ~0xFFFFFu);
    }
}
