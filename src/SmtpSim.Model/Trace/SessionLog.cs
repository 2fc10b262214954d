using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>One session from the client's side: what was said, and what the network did to it.</summary>
public sealed record SessionLog
{
    /// <summary>Host number of the client.</summary>
    public required int Client { get; init; }

    /// <summary>Host number of the server.</summary>
    public required int Server { get; init; }

    /// <summary>Number among the sessions of its client, from 1; it begins again after 65,535.</summary>
    public required int Number { get; init; }

    /// <summary>Number of the message that the session was opened for, at its client, from 1.</summary>
    public required long Message { get; init; }

    /// <summary>Attempt of that message.</summary>
    public required int Attempt { get; init; }

    /// <summary>When the connection stood for the client; <see cref="SimTime.Never"/> if it never did.</summary>
    public required SimTime Established { get; init; }

    /// <summary>When the client was done with it; <see cref="SimTime.Never"/> if the run ended before.</summary>
    public required SimTime Ended { get; init; }

    /// <summary>From when on the host of the server could not be reached; <see cref="SimTime.Never"/> if it always could.</summary>
    public required SimTime Unreachable { get; init; }

    /// <summary>Propagation delay of the link: no segment was faster.</summary>
    public required SimDuration Floor { get; init; }

    /// <summary>In the order of their times; what attempts came to stands among them.</summary>
    public required IReadOnlyList<TraceLine> Lines { get; init; }
}
