using System.Runtime.CompilerServices;

namespace SmtpSim.Model;

/// <content>
/// While a text leaves, the client waits for each block of it to be taken (RFC 5321 section 4.5.3.2.5), and not for a reply. Nothing is taken while
/// the path is cut, one way or the other, nor by a server that cannot be reached any more.
/// </content>
internal sealed partial class ClientSide
{
    /// <summary>The client gives up in the middle of its text: then its end is never sent.</summary>
    /// <param name="session">In the state in which the reply to the text is awaited.</param>
    /// <param name="slot">Its place.</param>
    /// <param name="now">Tick.</param>
    /// <param name="leaves">The tick at which the text would have left.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool StopsInText(ref ClientSession session, int slot, long now, long leaves)
    {
        var end = GivesUpText(session, leaves - _links[session.Link].Transfer(session.Mail.Bytes), leaves);
        if (end >= leaves)
            return false;
        session.Deadline = Math.Max(end, now + 1);
        if (session.TimerAt >= session.Deadline)
            PostTimer(ref session, slot);
        return true;
    }

    /// <summary>The tick at which the client gives up a text that leaves between two ticks; the far future when it does not.</summary>
    private long GivesUpText(in ClientSession session, long from, long to)
    {
        var block = _profiles[session.Group].BlockTimeout;
        var stands = Math.Min(_links[session.Link].NextCut(from, to, block), _world.BackLinks[session.Link].NextCut(from, to, block));
        stands = Math.Min(stands, _world.Servers[_world.ServerGroupOf(session.Server)].FallsSilent(session.Server, from, to));
        return stands == long.MaxValue ? long.MaxValue : stands + block;
    }
}
