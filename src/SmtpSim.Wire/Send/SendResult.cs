using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>How a session ended.</summary>
public enum SendEnd : byte
{
    /// <summary>With QUIT and its reply.</summary>
    Completed,

    /// <summary>No connection came to be.</summary>
    Unreachable,

    /// <summary>The server said 421.</summary>
    ServiceClosing,

    /// <summary>The server closed or reset the connection.</summary>
    ConnectionLost,

    /// <summary>A reply did not come in time.</summary>
    TimedOut,

    /// <summary>What came was not SMTP.</summary>
    NotSmtp,

    /// <summary>STARTTLS was granted and then no TLS came to be, or the certificate was not good enough.</summary>
    TlsFailed,

    /// <summary>The user had it stopped.</summary>
    Interrupted,
}

/// <summary>What became of a recipient.</summary>
/// <param name="Address">Its mailbox.</param>
/// <param name="Fate">Delivered, bounced, or queued: it would have to be tried again.</param>
/// <param name="Reply">The text of the reply that decided it; null when none did.</param>
public sealed record SentRecipient(string Address, MessageFate Fate, string? Reply);

/// <summary>A message that was sent, or was to be.</summary>
/// <param name="Message">With its envelope.</param>
/// <param name="Recipients">In the order of the envelope.</param>
public sealed record SentMessage(OutgoingMessage Message, IReadOnlyList<SentRecipient> Recipients)
{
    public MessageFate Fate => Recipients.Any(recipient => recipient.Fate == MessageFate.Bounced) ? MessageFate.Bounced
        : Recipients.Any(recipient => recipient.Fate == MessageFate.Queued) ? MessageFate.Queued
        : MessageFate.Delivered;
}

/// <summary>A session as it went.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Peer">Address and port of the connection; null when there was none.</param>
/// <param name="Messages">In the order in which they were to be sent.</param>
/// <param name="Lines">The transcript; times count from the first attempt to connect.</param>
public sealed record SendResult(SendEnd End, string? Peer, IReadOnlyList<SentMessage> Messages, IReadOnlyList<TraceLine> Lines);
