using System.Text.Json.Serialization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What became of the mail of a client group, or of all of them.</summary>
/// <param name="Name">The group's name; <c>*</c> for all groups together.</param>
/// <param name="Hosts">Number of clients.</param>
/// <param name="Messages">Messages by fate.</param>
/// <param name="Recipients">Recipients by fate: a message may have several and they may differ.</param>
/// <param name="DeliveredRatio">Messages delivered / submitted, 0 to 1; null when none was submitted.</param>
/// <param name="Attempts">Tries to deliver a message, those that never got a connection included.</param>
/// <param name="Retries">Attempts after a message's first.</param>
/// <param name="Deferrals">Attempts that left a recipient for a later one.</param>
/// <param name="Amplification">Attempts / messages submitted; null when none was submitted.</param>
/// <param name="AttemptsPerMessage">Of messages that met their fate.</param>
/// <param name="DeliveryDelayS">Submission to the acceptance of the last recipient, of messages delivered; seconds.</param>
/// <param name="SessionDurationS">Asking for the connection to the end of the session; seconds.</param>
/// <param name="Sessions">Sessions by how they ended and in which phase.</param>
/// <param name="Replies">Replies received, by code.</param>
/// <param name="Goodput">What was delivered, each message once, over the scenario's duration.</param>
/// <param name="PeakSessions">The most sessions at a time.</param>
/// <param name="Withheld">Tries that were due and not made; absent where there were none.</param>
public sealed record ClientSummary(
    string Name,
    long Hosts,
    Fates Messages,
    Fates Recipients,
    double? DeliveredRatio,
    long Attempts,
    long Retries,
    long Deferrals,
    double? Amplification,
    TallySummary AttemptsPerMessage,
    TallySummary DeliveryDelayS,
    TallySummary SessionDurationS,
    SessionSummary Sessions,
    SortedDictionary<int, long> Replies,
    Goodput Goodput,
    PeakSessions PeakSessions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WithheldSummary? Withheld = null)
{
    public static ClientSummary Of(string name, long hosts, ClientMetrics metrics, Horizon horizon)
    {
        var messages = Fates.OfMessages(metrics);
        return new ClientSummary(
            name,
            hosts,
            messages,
            Fates.OfRecipients(metrics),
            Ratio.Of(messages.Delivered, messages.Submitted),
            metrics[ClientCounter.Attempts],
            metrics[ClientCounter.Retries],
            metrics[ClientCounter.Deferrals],
            Ratio.Of(metrics[ClientCounter.Attempts], messages.Submitted),
            TallySummary.Of(metrics.AttemptsPerMessage),
            TallySummary.InSeconds(metrics.Delay),
            TallySummary.InSeconds(metrics.SessionDuration),
            SessionSummary.Of(metrics),
            ReplyTable.Of(metrics.Replies),
            new Goodput(
                Ratio.Of(messages.Delivered, horizon.Traffic.TotalSeconds),
                Ratio.Of(metrics[ClientCounter.BytesDelivered], horizon.Traffic.TotalSeconds)),
            PeakSessions.Of(metrics.PeakSessionsPerHost, metrics.Series, (int)ClientSeries.SessionArea, horizon),
            WithheldSummary.Of(metrics));
    }
}

/// <summary>Messages or recipients by fate: submitted is the sum of the others.</summary>
public sealed record Fates(long Submitted, long Delivered, long Bounced, long Expired, long Dropped, long Queued)
{
    public static Fates OfMessages(ClientMetrics metrics) => new(
        metrics[ClientCounter.MessagesSubmitted],
        metrics[ClientCounter.MessagesDelivered],
        metrics[ClientCounter.MessagesBounced],
        metrics[ClientCounter.MessagesExpired],
        metrics[ClientCounter.MessagesDropped],
        metrics[ClientCounter.MessagesQueued]);

    public static Fates OfRecipients(ClientMetrics metrics) => new(
        metrics[ClientCounter.RecipientsSubmitted],
        metrics[ClientCounter.RecipientsDelivered],
        metrics[ClientCounter.RecipientsBounced],
        metrics[ClientCounter.RecipientsExpired],
        metrics[ClientCounter.RecipientsDropped],
        metrics[ClientCounter.RecipientsQueued]);
}

/// <summary>Delivered messages, each once and whenever in the run, divided by the scenario's duration (of an interrupted run: by the time simulated, if that is less).</summary>
public sealed record Goodput(double? MessagesPerS, double? BytesPerS);
