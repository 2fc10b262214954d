using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What a line of a trace is about.</summary>
public enum TraceKind : byte
{
    /// <summary>The client submitted the message.</summary>
    Submitted,

    /// <summary>The message waits for a session: the client has as many to its destination as it may.</summary>
    Waiting,

    /// <summary>The client asks for a connection.</summary>
    Connect,

    /// <summary>C: a command line.</summary>
    Command,

    /// <summary>C: the text of the message, told by its size.</summary>
    MessageText,

    /// <summary>C: the lone dot.</summary>
    EndOfText,

    /// <summary>S: a reply.</summary>
    Reply,

    /// <summary>S: a reply that never reached the client.</summary>
    LostReply,

    /// <summary>The connection was refused.</summary>
    Refused,

    /// <summary>The connection was reset in mid-session.</summary>
    Reset,

    /// <summary>A time-out of the client ran out.</summary>
    TimedOut,

    /// <summary>The TLS handshake is done.</summary>
    TlsHandshake,

    /// <summary>Transactions of other messages in the session, told in one line: see <see cref="TraceLog.Folded"/>.</summary>
    OtherMessages,

    /// <summary>The client looked up the domain.</summary>
    Lookup,

    /// <summary>A relay that accepted the message queued it, to send it on.</summary>
    Relayed,

    /// <summary>The attempt left a recipient for a later one.</summary>
    Deferred,

    /// <summary>The message met its fate, as each of the following says.</summary>
    Delivered,
    Bounced,
    Expired,
    Dropped,

    /// <summary>The run ended before the message met its fate.</summary>
    Queued,
}

/// <summary>Why something went as it did.</summary>
/// <param name="Text">In a few words.</param>
/// <param name="Rule">Path of the scenario's rule that decided it, such as <c>servers.mx.greylist</c>; null when no rule did.</param>
public sealed record TraceReason(string Text, string? Rule);

/// <summary>One line of a trace.</summary>
public sealed record TraceLine
{
    /// <summary>When the client sent it or received it; for a <see cref="TraceKind.LostReply"/>, when it left the server.</summary>
    public required SimTime Time { get; init; }

    public required TraceKind Kind { get; init; }

    /// <summary>A command or reply as it is on the wire, without CRLF, the lines of a longer reply parted by <c>\n</c>; otherwise what happened, in words.</summary>
    public required string Text { get; init; }

    /// <summary>The client's phase; null outside a session.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Code of a reply; otherwise 0.</summary>
    public int ReplyCode { get; init; }

    /// <summary>Number of the session in this trace, from 1; 0 outside a session.</summary>
    public int Session { get; init; }

    /// <summary>Attempt of the traced message that the line belongs to, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Number of the message whose transaction the line is part of, or which had the session opened; 0 for the rest of the session.</summary>
    public long Message { get; init; }

    public IReadOnlyList<TraceReason> Reasons { get; init; } = [];

    /// <summary>How often the segment was lost before it arrived.</summary>
    public int Losses { get; init; }

    /// <summary>When it left its sender to the last octet: for a <see cref="TraceKind.MessageText"/> the end of its sending, for a reply before <see cref="Time"/>.</summary>
    public SimTime Left { get; init; }

    /// <summary>Octets of a <see cref="TraceKind.MessageText"/>; otherwise 0.</summary>
    public long Bytes { get; init; }

    public bool IsFromClient => Kind is TraceKind.Command or TraceKind.MessageText or TraceKind.EndOfText;

    public bool IsFromServer => Kind is TraceKind.Reply or TraceKind.LostReply;

    /// <summary>Whether it is what an attempt came to.</summary>
    public bool IsOutcome => Kind >= TraceKind.Deferred;

    /// <summary>Whether something went wrong here, for good or for now.</summary>
    public bool IsFailure => Kind is TraceKind.LostReply or TraceKind.Refused or TraceKind.Reset or TraceKind.TimedOut
        or TraceKind.Bounced or TraceKind.Expired or TraceKind.Dropped || ReplyCode >= 400 || (Kind == TraceKind.Lookup && Reasons.Count > 0);
}
