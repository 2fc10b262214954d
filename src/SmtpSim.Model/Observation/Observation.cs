using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// What a second look at a run found that its metrics do not hold: replies by code over time, phases, servers one by one, and the lives of some
/// messages. A run has one trajectory, so the second look sees what the first one counted; the first pays nothing for it.
/// </summary>
public sealed record Observation
{
    /// <summary>Virtual time that was looked at, from 0.</summary>
    public required SimTime Until { get; init; }

    /// <summary>Whether that is the whole run; otherwise it had too many events.</summary>
    public required bool Whole { get; init; }

    /// <summary>Width of a bin of time.</summary>
    public required SimDuration Bin { get; init; }

    /// <summary>How long each phase of the sessions that ended lasted, by <see cref="Protocol.Phase"/>; sessions that never came to a phase do not count in it. Ticks.</summary>
    public required IReadOnlyList<Tally> Phases { get; init; }

    /// <summary>Replies that clients received, by code and bin.</summary>
    public required IReadOnlyDictionary<int, long[]> Replies { get; init; }

    /// <summary>Servers, or blocks of neighbouring servers of a group where there are many.</summary>
    public required IReadOnlyList<ServerLoad> Servers { get; init; }

    /// <summary>Attempts of some messages: the exemplars, and the first ones of each client group that were deferred.</summary>
    public required IReadOnlyList<Lifeline> Lifelines { get; init; }

    /// <summary>The exemplars, line by line; without those that did not meet their fate in the time looked at.</summary>
    public required IReadOnlyList<TraceLog> Traces { get; init; }
}

/// <param name="Name"><c>mx-3</c>, or <c>mx-5 to mx-8</c>.</param>
/// <param name="Sessions">Connections that clients asked for, by bin.</param>
/// <param name="Failures">Transient and permanent negative replies, and connections refused or lost, by bin.</param>
public sealed record ServerLoad(string Name, long[] Sessions, long[] Failures);

/// <summary>The attempts of one message.</summary>
/// <param name="Name">Client and number: <c>mta-7/3</c>.</param>
/// <param name="Exemplar">Whether it is one, and not only one of the first that were deferred.</param>
/// <param name="Attempts">When each was over, and what it came to; <see cref="MessageFate.Queued"/> for a deferral.</param>
public sealed record Lifeline(string Name, bool Exemplar, SimTime Submitted, IReadOnlyList<(SimTime Time, MessageFate Outcome)> Attempts);
