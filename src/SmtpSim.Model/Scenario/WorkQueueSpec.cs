using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>How commands wait for a worker of a server whose <see cref="ServerGroup.Workers"/> are limited. Without it: first come first served, without limit.</summary>
public sealed record WorkQueueSpec
{
    public WorkOrder Order { get; init; }

    /// <summary>For <see cref="WorkOrder.AdaptiveLifo"/>: with more than this many waiting the newest is taken, else the oldest.</summary>
    public int LifoOver { get; init; }

    /// <summary>Commands that may wait, 0 or more; one more is answered <see cref="Reply"/> at once. 0 is a loss system (Erlang B).</summary>
    public int Places { get; init; } = Unlimited;

    /// <summary>What is answered, without work, to a command that is turned away or dropped. A 421 also closes the session.</summary>
    public ReplySpec Reply { get; init; } = new(421, 4, 3, 2, "Too busy, try again later");

    /// <summary>Client groups in the order in which they are served, without pre-emption; those that are not named come last, together.</summary>
    public IReadOnlyList<string> Priority { get; init; } = [];

    public ShedSpec? Shed { get; init; }

    public CoDelSpec? CoDel { get; init; }

    /// <summary>A command that has waited for longer when its turn comes is answered <see cref="Reply"/> instead; zero stands for no such limit.</summary>
    public SimDuration MaxWait { get; init; }

    /// <summary>Work of sessions that the client has left is dropped at once; otherwise a worker does it in vain when its turn comes.</summary>
    public bool DropStale { get; init; }

    /// <summary>As many as may come.</summary>
    public const int Unlimited = int.MaxValue;
}

/// <summary>Which of the waiting commands of one class of priority is next.</summary>
public enum WorkOrder : byte
{
    /// <summary>First come first served.</summary>
    Fifo,

    /// <summary>Last come first served, without pre-emption.</summary>
    Lifo,

    /// <summary>First come first served while few wait, last come first served while many do (Maurer, Fail at Scale, ACM Queue 2015).</summary>
    AdaptiveLifo,
}

/// <summary>Load shedding: a command is turned away with a probability that is 0 while <see cref="From"/> commands or fewer wait and 1 from <see cref="To"/> on, linear between them.</summary>
public sealed record ShedSpec(int From = 0, int To = 100);

/// <summary>Controlled delay (RFC 8289): when the wait has been over <see cref="Target"/> for an <see cref="Interval"/>, commands are dropped ever faster until it is not.</summary>
public sealed record CoDelSpec
{
    public SimDuration Target { get; init; } = SimDuration.FromMilliseconds(5);
    public SimDuration Interval { get; init; } = SimDuration.FromMilliseconds(100);
}

/// <summary>How fast the workers of a server are, by what waits and by time. Service times are multiplied when the service begins.</summary>
public sealed record PaceSpec
{
    /// <summary>What each waiting command adds to service times, as a share: 0.01 for 1 %.</summary>
    public double PerWaiting { get; init; }

    /// <summary>Waiting commands make service times at most so many times as long.</summary>
    public double Most { get; init; } = 10;

    /// <summary>How many times as long service times are when an outage that broke sessions ends; from there they fall to their usual length in <see cref="WarmUp"/>, linearly.</summary>
    public double ColdFactor { get; init; } = 1;

    public SimDuration WarmUp { get; init; } = SimDuration.FromMinutes(5);

    /// <summary>Times at which the server has another capacity than usual; they do not overlap.</summary>
    public IReadOnlyList<CapacitySpec> Capacity { get; init; } = [];
}

/// <summary>During [<see cref="Start"/>, <see cref="Start"/> + <see cref="Length"/>) a worker does <see cref="Factor"/> times the work that it does otherwise.</summary>
public sealed record CapacitySpec(SimDuration Start, SimDuration Length, double Factor);
