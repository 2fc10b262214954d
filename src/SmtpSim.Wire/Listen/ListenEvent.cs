using System.Text.Json.Serialization;

namespace SmtpSim.Wire;

/// <summary>Something that happened in a session with a real client.</summary>
/// <param name="Time">Seconds since the listener was started.</param>
/// <param name="Session">Number of the session, from 1.</param>
/// <param name="Event">What happened.</param>
/// <param name="Text">The command or reply as it is on the wire, without CRLF and with a question mark for what is not printable; or the peer.</param>
/// <param name="Reason">Why it went as it did, where it did not go as usual.</param>
/// <param name="Rule">Path of the scenario's rule that decided it.</param>
public sealed record ListenEvent(double Time, long Session, ListenEventKind Event, string Text, string? Reason = null, string? Rule = null);

public enum ListenEventKind
{
    /// <summary>A client connected.</summary>
    Connect,

    /// <summary>C: a command line.</summary>
    Command,

    /// <summary>C: the text of a message, told by its size.</summary>
    Data,

    /// <summary>S: a reply.</summary>
    Reply,

    /// <summary>S: a reply that is never sent, on purpose.</summary>
    LostReply,

    /// <summary>The server falls silent, on purpose.</summary>
    Silent,

    /// <summary>The server resets the connection, on purpose or to get rid of the client.</summary>
    Reset,

    /// <summary>TLS is established; or, with a reason, could not be.</summary>
    Tls,

    /// <summary>An accepted message was kept in a file.</summary>
    Kept,

    /// <summary>The connection is closed.</summary>
    Close,
}
