using System.Runtime.CompilerServices;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <content>What stands beside the plain client: users that wait for one message before they send another, and patience that is drawn.</content>
internal sealed partial class ClientSide
{
    /// <summary>Null where no stream is closed.</summary>
    private readonly ClosedTraffic? _closed;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool OnClosedArrival(in SimEvent e, TrafficStream stream)
    {
        _closed!.Arrived();
        var number = _mail.Submit(_map.LocalOf(e.Receiver), stream, e.Argument, e.Time);
        if (number < 0)
        {
            _closed.Think(e.Receiver, stream, e.Argument, e.Time); // the queue is full: that is the message's fate
            return true;
        }
        _closed.Submitted(number, stream, e.Argument);
        Start(number, e.Time);
        return true;
    }

    /// <summary>
    /// The deadline is earlier than the slot's timer. A time-out that is drawn stands as a very negative number in the profile, so that it comes
    /// here and plain time-outs pay nothing for it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SetTimer(ref ClientSession session, int slot, long from)
    {
        if (session.Deadline < 0)
        {
            session.Deadline = from + _profiles[session.Group].PatienceOf(session.State, session.Key, session.Step, _mirror);
            if (session.TimerAt < session.Deadline)
                return;
        }
        PostTimer(ref session, slot);
    }
}
