using System.Numerics;
using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>What service extensions change: commands in groups, TLS, authentication.</content>
internal sealed partial class ClientSide
{
    /// <summary>What real servers announced, by the session's place, where there are such; null in a simulation.</summary>
    public ServiceExtensions[]? RealOffers { get; set; }

    /// <summary>The server's part of the TLS handshake: the client completes it with its next segment (RFC 8446 section 2), which brings EHLO.</summary>
    public bool OnHandshake(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e))
            return false;
        if (IsMisplaced(session, EventKind.ServerHandshake))
            return OnGarbled(e);
        session.State = ClientTable.Next(session.State, ClientTrigger.TlsEstablished);
        session.InsideTls = true;
        session.Uses = ServiceExtensions.None; // what the server said before is forgotten (RFC 3207 section 4.2)
        _trace?.InsideTls(e.Time, e.Receiver, session);
        SendNext(ref session, e.Slot, e.Time);
        return true;
    }

    /// <summary>
    /// MAIL, every RCPT and DATA in one segment (RFC 2920 section 3.1): they share the delay of the first, so they come at one tick and, their
    /// steps being consecutive, next to each other. Or the text in a chunk instead of DATA (RFC 3030 section 4.2), which comes whole when the line
    /// has carried it. In LMTP the chunk waits for the replies to RCPT, which say how many it will have.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SendGroup(ref ClientSession session, int slot, long now)
    {
        var inChunk = session.Has(ServiceExtensions.Chunking);
        var chunkWaits = inChunk && SpeaksLmtp(session);
        var transfer = inChunk ? TextLeaves(session, slot, now) - now : 0;
        session.Ahead = (byte)(BitOperations.PopCount(session.Mail.Open) + (chunkWaits ? 0 : 1));
        session.Step = CommandGroup.FirstStep(session.Step);
        var latency = session.Key.Draw(session.Step) ^ _mirror;
        Await(ref session, slot, now);
        var arrival = InOrder(slot, _links[session.Link].Arrival(now, latency, session.Deadline));
        var host = HostNumber(session.Host);
        if (_sending is not null)
            Announce(ref session, arrival);

        Post(ref session, EventKind.Mail, GroupDetail.MoreFollow, session.Mail.Bytes, arrival);
        _trace?.Sent(now, host, session, ClientState.MailSent, session.Mail.Bytes, latency);
        for (var rest = session.Mail.Open; rest != 0; rest &= rest - 1)
        {
            var recipient = BitOperations.TrailingZeroCount(rest);
            var more = GroupDetail.MoreFollow | ((transfer > 0 || chunkWaits) && (rest & (rest - 1)) == 0 ? GroupDetail.ChunkBehind : 0);
            var address = AddressOf(session, recipient);
            Post(ref session, EventKind.Rcpt, (byte)(recipient | more), address, arrival);
            _trace?.Sent(now, host, session, ClientState.RcptSent, address, latency);
        }
        if (chunkWaits)
            return;
        if (inChunk && (transfer == 0 || GivesUpText(session, now, now + transfer) >= now + transfer))
        {
            var detail = (byte)(ChunkDetail(session) | (transfer > 0 ? BodyDetail.Behind : 0));
            Post(ref session, EventKind.Body, detail, session.Mail.Ordinal, InOrder(slot, arrival + transfer));
            _trace?.Sent(now + transfer, host, session, ClientState.ChunkSent, session.Mail.Ordinal, latency);
        }
        else if (!inChunk)
        {
            Post(ref session, EventKind.Command, (byte)Verb.Data, 0, arrival);
            _trace?.Sent(now, host, session, ClientState.DataSent, 0, latency);
        }
    }

    /// <summary>The state just entered has its command sent already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AwaitNextOfGroup(ref ClientSession session, int slot, long now)
    {
        session.Ahead--;
        if (session.State == ClientState.ChunkSent && _textLeaves is not null && StopsInText(ref session, slot, now, _textLeaves[slot]))
            return;
        // When the chunk will have left is known to within the replies before it: the time-out is rather too long.
        Await(ref session, slot, session.State == ClientState.ChunkSent ? now + _links[session.Link].Transfer(session.Mail.Bytes) : now);
    }

    private static byte ChunkDetail(in ClientSession session)
        => (byte)(BodyDetail.Chunk | ((session.Mail.Flags & MessageFlags.Unacknowledged) != 0 ? BodyDetail.Again : 0));

    /// <summary>
    /// A refused MAIL in a group: the replies to the rest of it come, and mean nothing. DATA, or the chunk, is refused too, by the order of commands,
    /// so that no text is asked for, or taken, that has no recipient.
    /// </summary>
    /// <returns>False when the reply means what it means outside a group.</returns>
    private bool ConcludeRefused(ref ClientSession session, Reply reply, long now, out bool moreRecipients)
    {
        ref var mail = ref session.Mail;
        if (session.State == ClientState.MailSent && !reply.IsPositiveCompletion)
        {
            mail.IsRefused = true;
            if (reply.IsPermanentNegative)
                _mail.Bounce(ref session, mail.Open);
        }
        moreRecipients = session.State == ClientState.MailSent || session.Ahead > 1 || (session.Ahead == 1 && session.Has(ServiceExtensions.Chunking) && SpeaksLmtp(session));
        if (!mail.IsRefused)
            return false;
        if (session.Ahead > 0)
            return true;
        EndTransaction(ref session, now);
        return true;
    }

    /// <summary>What a reply leaves to do, with what client and server have beyond RFC 5321.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ClientSituation WithExtensions(ref ClientSession session, ClientProfile profile, Reply reply, ClientSituation situation) => session.State switch
    {
        ClientState.EhloSent or ClientState.HeloSent or ClientState.StartTlsSent or ClientState.AuthSent => Negotiate(ref session, profile, reply, situation),
        ClientState.MailSent or ClientState.RcptSent => new ClientSituation(
            situation.MoreRecipients, situation.AnyAccepted, situation.MoreMessages, situation.HeloOnly,
            pipelined: session.Ahead != 0, moreChunks: session.Has(ServiceExtensions.Chunking)),
        // What is to be said next is about another message; whether RSET comes before it, about the chunk's.
        ClientState.ChunkSent => new ClientSituation(
            situation.MoreRecipients, situation.AnyAccepted, moreMessages: session.Message >= 0, situation.HeloOnly),
        _ => situation,
    };

    /// <summary>Before the first MAIL: what the server has, and whether the client may send mail with it.</summary>
    private ClientSituation Negotiate(ref ClientSession session, ClientProfile profile, Reply reply, ClientSituation situation)
    {
        switch (session.State)
        {
            case ClientState.EhloSent when reply.IsPositiveCompletion:
                session.Uses = session.Unextended ? ServiceExtensions.None : OfferOf(session) & profile.Wants;
                break;
            case ClientState.StartTlsSent when !reply.IsPositiveCompletion:
                session.Uses &= ~ServiceExtensions.StartTls;
                break;
            case ClientState.AuthSent when !reply.IsPositiveIntermediate:
                session.Authenticated = reply.IsPositiveCompletion;
                session.Uses &= ~ServiceExtensions.Auth;
                break;
            default:
                break;
        }
        if (profile.Verp)
            session.Uses |= ServiceExtensions.Limits; // transactions are cut down: see NamesTooMany
        var wantsTls = session.Has(ServiceExtensions.StartTls);
        var lacksTls = profile.Tls == TlsUse.Must && !session.InsideTls && !wantsTls;
        var wantsAuth = session.Has(ServiceExtensions.Auth) && !lacksTls;
        var lacksAuth = profile.Auth != AuthMechanisms.None && !session.Authenticated && !wantsAuth;
        if (lacksTls || lacksAuth)
            _trace?.Lacks(HostNumber(session.Host), session, lacksTls ? ServiceExtensions.StartTls : ServiceExtensions.Auth);
        return new ClientSituation(
            moreRecipients: false, anyAccepted: false, situation.MoreMessages && !lacksTls && !lacksAuth, situation.HeloOnly, wantsTls: wantsTls, wantsAuth: wantsAuth);
    }

    /// <summary>What the server's EHLO announces. Where nothing takes time to arrive there is no round trip to save, and replies to a group might not stay together.</summary>
    private ServiceExtensions OfferOf(in ClientSession session)
    {
        if (RealOffers is { } real)
            return session.InsideTls ? real[session.ServerSlot] & ~ServiceExtensions.StartTls : real[session.ServerSlot];
        var offered = _world.Servers[_world.ServerGroupOf(session.Server)].Offer.Within(session.InsideTls);
        return _links[session.Link].Floor > 0 && _world.BackLinks[session.Link].Floor > 0 ? offered : offered & ~ServiceExtensions.Pipelining;
    }
}
