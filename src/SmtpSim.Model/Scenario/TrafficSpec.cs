using System.Text.Json.Serialization;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A stream of messages from the clients of some groups to the servers of one group, or to the domains of one; each message picks one of them, all alike.</summary>
public sealed record TrafficSpec
{
    public const int MostPriority = 7;

    /// <summary>Names of client groups.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Name of a server group or of a domain group.</summary>
    public required string To { get; init; }

    public required ArrivalSpec Arrivals { get; init; }

    public SimDuration Start { get; init; }

    /// <summary>No message is submitted at or after this; at most the scenario's duration.</summary>
    public required SimDuration End { get; init; }

    /// <summary>Message size in bytes.</summary>
    public Distribution Size { get; init; } = new Distribution.Constant(4000);

    /// <summary>Recipients of a message, rounded and clamped to 1 to 64.</summary>
    public Distribution Recipients { get; init; } = new Distribution.Constant(1);

    /// <summary>0 to <see cref="MostPriority"/>: messages of a higher one get the sessions first that a client may open to a destination.</summary>
    public int Priority { get; init; }
}

/// <summary>When the clients of a stream submit messages.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Poisson), "poisson")]
[JsonDerivedType(typeof(Every), "every")]
[JsonDerivedType(typeof(Bursts), "bursts")]
[JsonDerivedType(typeof(Trace), "trace")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record ArrivalSpec
{
    private ArrivalSpec()
    {
    }

    /// <summary>A Poisson process with <paramref name="PerSecond"/> messages a second at each client.</summary>
    public sealed record Poisson(double PerSecond) : ArrivalSpec;

    /// <summary>One message every <paramref name="Interval"/> at each client, the first after <paramref name="Offset"/> or, when that is null, after a uniform draw from one interval.</summary>
    public sealed record Every(SimDuration Interval, SimDuration? Offset) : ArrivalSpec;

    /// <summary><paramref name="Messages"/> at once at each client, at the start and then every <paramref name="Interval"/>; an interval of zero means only once.</summary>
    public sealed record Bursts(int Messages, SimDuration Interval) : ArrivalSpec;

    /// <summary>Each of the <paramref name="Users"/> of a client submits its next message a think time (in ticks) after the fate of the one before: a finite source.</summary>
    public sealed record Closed(Distribution Think, int Users) : ArrivalSpec;

    /// <summary>Submissions read from a file, in order of time. <c>Clients[i]</c> counts from 0 through the clients of the stream, group after group.</summary>
    public sealed record Trace(
        string File,
        IReadOnlyList<long> Ticks,
        IReadOnlyList<int> Clients,
        IReadOnlyList<int> Bytes,
        IReadOnlyList<int> Recipients) : ArrivalSpec;
}
