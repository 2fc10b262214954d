using System.Runtime.CompilerServices;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>What a server says that is no SMTP where it is said.</content>
internal sealed partial class ClientSide
{
    /// <summary>A protocol error: the client cannot know where the server stands, so it gives up the connection, and its mail stays in the queue.</summary>
    public bool OnGarbled(in SimEvent e)
    {
        ref var session = ref _sessions[e.Slot];
        if (!IsFor(session, e) || ReadsLater(session, e))
            return false;
        return GiveUp(ref session, e);
    }

    private bool GiveUp(ref ClientSession session, in SimEvent e)
    {
        Abort(ref session, e.Time);
        _trace?.Garbled(e.Time, e.Receiver, session);
        return IsLost(ref session, e, SessionEnd.ConnectionLost);
    }

    /// <summary>Looks at a reply before it means anything, in a group whose sessions may stand where it means nothing, or may not be read yet.</summary>
    /// <param name="changed">Where it is not read on: whether the event changed anything.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Reads(ref ClientSession session, ClientProfile profile, in SimEvent e, Reply reply, out bool changed)
    {
        changed = false;
        if (ReadsLater(session, e))
            return false;
        if (session.State == ClientState.EhloSent && RealOffers is null)
            session.Unextended = reply != WellKnownReplies.EhloOk; // a greeting that came twice, say
        if (!profile.Negotiates || !(IsMisplaced(session, EventKind.Reply) || HasNothingToSay(session, profile, reply)))
            return true;
        CountReply(session, e, reply, ClientTable.PhaseOf(session.State));
        changed = GiveUp(ref session, e);
        return false;
    }

    /// <summary>A challenge after the last line of the AUTH exchange (that of a live session is held elsewhere), or text is asked for that has no recipient.</summary>
    private bool HasNothingToSay(in ClientSession session, ClientProfile profile, Reply reply)
        => reply.IsPositiveIntermediate
            && ((session.State == ClientState.AuthSent && RealOffers is null && session.AuthLines >= profile.AuthRounds)
                || (session.State == ClientState.DataSent && (session.Mail.IsRefused || session.Mail.Accepted == 0)));

    /// <summary>Nothing but the handshake has a meaning in it, and none where none was begun.</summary>
    private static bool IsMisplaced(in ClientSession session, EventKind kind)
        => (session.State == ClientState.TlsHandshake) != (kind == EventKind.ServerHandshake);
}
