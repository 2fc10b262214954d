using System.Text.Json.Serialization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What a server group went through, or all of them.</summary>
/// <param name="Name">The group's name; <c>*</c> for all groups together.</param>
/// <param name="Hosts">Number of servers.</param>
/// <param name="Sessions">Sessions and connections.</param>
/// <param name="Messages">Transactions by what the server made of them.</param>
/// <param name="Recipients">RCPT commands and copies.</param>
/// <param name="BytesAccepted">Bytes of all messages accepted, copies included.</param>
/// <param name="Faults">Faults of the scenario that struck.</param>
/// <param name="Replies">Replies sent, also those that were lost, by code.</param>
/// <param name="Workers">How busy the workers were; null when no server limits its workers.</param>
/// <param name="PeakSessions">The most sessions at a time.</param>
public sealed record ServerSummary(
    string Name,
    long Hosts,
    ServerSessions Sessions,
    ServerMessages Messages,
    ServerRecipients Recipients,
    long BytesAccepted,
    long Faults,
    SortedDictionary<int, long> Replies,
    WorkerSummary? Workers,
    PeakSessions PeakSessions)
{
    /// <summary>How often policies of the servers turned something away, or did something else out of the usual, by name; absent where none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, long>? Policies { get; init; }

    public static ServerSummary Of(string name, long hosts, ServerMetrics metrics, WorkerSummary? workers, Horizon horizon) => new(
        name,
        hosts,
        new ServerSessions(
            metrics[ServerCounter.SessionsOpened],
            metrics[ServerCounter.SessionsOverLimit],
            metrics[ServerCounter.IdleTimeouts],
            metrics[ServerCounter.ConnectionsFailed]),
        new ServerMessages(
            metrics[ServerCounter.MessagesAccepted],
            metrics[ServerCounter.MessagesDuplicated],
            metrics[ServerCounter.MessagesTooLarge]),
        new ServerRecipients(
            metrics[ServerCounter.RecipientCopies],
            metrics[ServerCounter.RecipientDuplicates],
            metrics[ServerCounter.RecipientsGreylisted],
            metrics[ServerCounter.RecipientsUnknown],
            metrics[ServerCounter.RecipientsOverLimit]),
        metrics[ServerCounter.BytesAccepted],
        metrics[ServerCounter.Faults],
        ReplyTable.Of(metrics.Replies),
        workers,
        PeakSessions.Of(metrics.PeakSessionsPerHost, metrics.Series, (int)ServerSeries.SessionArea, horizon))
    {
        Policies = PolicyTable.Of(metrics),
    };
}

/// <param name="Opened">Connections that reached the server program.</param>
/// <param name="OverLimit">Of these, greeted with 421 because of the session limit.</param>
/// <param name="IdleTimeouts">Cut off after the server's idle time-out.</param>
/// <param name="ConnectionsFailed">Connections refused or not answered, by a fault or an outage.</param>
public sealed record ServerSessions(long Opened, long OverLimit, long IdleTimeouts, long ConnectionsFailed);

/// <param name="Accepted">Transactions that ended in 250 after the final dot, copies included.</param>
/// <param name="Duplicates">Of these, those in which a recipient got a message it already had (RFC 1047).</param>
/// <param name="TooLarge">Refused by the size limit.</param>
public sealed record ServerMessages(long Accepted, long Duplicates, long TooLarge);

/// <param name="Copies">Copies that recipients got.</param>
/// <param name="Duplicates">Copies beyond a recipient's first.</param>
/// <param name="Greylisted">RCPT commands deferred by greylisting.</param>
/// <param name="Unknown">RCPT commands to mailboxes that do not exist.</param>
/// <param name="OverLimit">RCPT commands over the limit of a transaction.</param>
public sealed record ServerRecipients(long Copies, long Duplicates, long Greylisted, long Unknown, long OverLimit);
