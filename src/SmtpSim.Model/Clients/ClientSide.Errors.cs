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
        if (!IsFor(session, e))
            return false;
        Abort(ref session, e.Time);
        return OnLost(e, SessionEnd.ConnectionLost);
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
