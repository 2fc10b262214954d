namespace SmtpSim.Model;

/// <summary>What becomes of a connection that TCP has accepted.</summary>
public enum LiveAdmission : byte
{
    /// <summary>It is greeted, well or not.</summary>
    Greet,

    /// <summary>It waits until the server may hold one session more.</summary>
    Wait,

    /// <summary>The backlog is full: nothing is said. A simulated server would not even accept the connection.</summary>
    Ignore,
}

/// <content>Connections that wait, as in the queue of listen(2), where the server holds as many sessions as it may: <see cref="ServerGroup.Backlog"/>.</content>
public sealed partial class LiveServer
{
    private int _waiting;

    /// <summary>Connections that were let out of the backlog and are not greeted yet: each has a place.</summary>
    private int _called;

    /// <summary>A connection stands. One that waits is greeted when <see cref="TryCall"/> says so.</summary>
    public LiveAdmission Admit()
    {
        if (Profile.Group.Backlog == 0 || (_waiting == 0 && HasRoom))
            return LiveAdmission.Greet;
        if (_waiting >= Profile.Group.Backlog)
            return LiveAdmission.Ignore;
        _waiting++;
        Metrics.Counters[(int)ServerCounter.SessionsInBacklog]++;
        return LiveAdmission.Wait;
    }

    /// <summary>Whether the connection that has waited longest is to be greeted now.</summary>
    public bool TryCall()
    {
        if (_waiting == 0 || !HasRoom)
            return false;
        _waiting--;
        _called++;
        return true;
    }

    /// <summary>A connection that was called is greeted, or has gone.</summary>
    public void Greeting() => _called = Math.Max(0, _called - 1);

    private bool HasRoom => Sessions + _called < Profile.SessionLimit;
}
