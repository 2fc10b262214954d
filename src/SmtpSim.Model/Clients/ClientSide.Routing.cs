using System.Runtime.CompilerServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <content>
/// Domains with several hosts (RFC 5321 section 5.1): an attempt that fails at one host goes on at the next. Only sessions whose host is not their
/// domain's own come here.
/// </content>
internal sealed partial class ClientSide
{
    private readonly DeliveryRoutes? _routes;

    /// <summary>The session's part in the attempt is over. False when the attempt goes on at another host as soon as this session has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EndAttempt(ref ClientSession session, long now, bool hadTransaction = true)
    {
        if (session.Domain != session.Server && GoesOnElsewhere(ref session, hadTransaction))
            return false;
        _mail.EndAttempt(ref session, now);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesOnElsewhere(ref ClientSession session, bool hadTransaction)
    {
        _mail.Conclude(session);
        if (!_routes!.GoesOn(session, HostNumber(session.Host), _mail.Messages[session.Message], hadTransaction))
            return false;
        session.Onward = session.Message + 1;
        session.Message = -1;
        return true;
    }
}
