namespace SmtpSim.Model;

/// <summary>What may happen to a message, for <see cref="TraceRequest.First"/>.</summary>
public enum TraceEvent : byte
{
    Submitted,
    Deferred,
    Delivered,
    Bounced,
    Expired,
    Dropped,

    /// <summary>A reply to it was lost.</summary>
    Lost,

    /// <summary>A server accepted a second copy of it.</summary>
    Duplicated,

    /// <summary>Its connection was refused.</summary>
    Refused,

    /// <summary>Its session was reset.</summary>
    Reset,

    /// <summary>A time-out ran out in its session.</summary>
    TimedOut,
}

/// <summary>Which message to trace.</summary>
public abstract record TraceRequest
{
    private TraceRequest()
    {
    }

    /// <summary>The client group that the message is of, or the relay; null for any. A <see cref="Message"/> names its client itself.</summary>
    public string? Group { get; init; }

    /// <summary>The first message that is deferred, or the first of all when none is.</summary>
    public static TraceRequest Default { get; } = new Any();

    /// <summary>A message by its client's host name and its number there, from 1.</summary>
    public sealed record Message(string Client, long Number) : TraceRequest;

    /// <summary>The first message that something happens to, in the order of virtual time.</summary>
    public sealed record First(TraceEvent Event) : TraceRequest;

    /// <summary>The first message in whose session a reply with this code arrives.</summary>
    public sealed record FirstReply(int Code) : TraceRequest;

    private sealed record Any : TraceRequest;
}

/// <summary>Why there is nothing to trace.</summary>
public enum TraceProblem : byte
{
    None,

    /// <summary>No client has that name.</summary>
    UnknownClient,

    /// <summary>The client did not submit so many messages.</summary>
    NoSuchMessage,

    /// <summary>What was asked for happened to no message.</summary>
    NeverHappened,
}

/// <summary>What a trace found.</summary>
/// <param name="Log">The trace; null when there is a problem.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Submitted">With <see cref="TraceProblem.NoSuchMessage"/>: how many messages the client did submit.</param>
public sealed record TraceOutcome(TraceLog? Log, TraceProblem Problem = TraceProblem.None, long Submitted = 0);
