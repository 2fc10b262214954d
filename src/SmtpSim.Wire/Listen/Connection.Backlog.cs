using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <content>A connection that waits until the server may hold one session more.</content>
internal sealed partial class Connection
{
    /// <summary>There is room now.</summary>
    public void Call() => Guard(static connection =>
    {
        if (connection._mode != ConnectionMode.Waiting)
        {
            connection._policy.ForgoGreeting(); // it has gone meanwhile
            return;
        }
        connection._mode = ConnectionMode.Reading;
        connection._policy.WasCalled = true;
        connection.Greet(connection.Core.Clock.Now);
    });

    private void Greet(long now)
    {
        var output = ReplyBuffer.OfThread;
        Volatile.Write(ref _deadline, now + Core.Live.Profile.IdleTimeout);
        Follow(_dialogue.Greet(output, now), output, now);
        Run();
    }

    /// <summary>What a client says that waits is left to TCP: nobody reads it, and whether it has left shows when it is greeted.</summary>
    private bool IsAdmitted()
    {
        LiveAdmission admission;
        lock (Core.Gate)
            admission = Core.Live.Admit();
        if (admission == LiveAdmission.Greet)
            return true;
        if (admission == LiveAdmission.Wait)
        {
            _mode = ConnectionMode.Waiting;
            Volatile.Write(ref _deadline, long.MaxValue);
            _listener.Backlog.Enqueue(this);
            return false;
        }
        Enter(ConnectionMode.Deaf);
        Run();
        return false;
    }
}
