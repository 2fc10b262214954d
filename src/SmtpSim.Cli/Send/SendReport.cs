using SmtpSim.Model;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>What <c>send --json</c> prints; times are seconds since the first attempt to connect.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="Target">As it was asked for.</param>
/// <param name="Peer">Address and port of the connection; null when there was none.</param>
/// <param name="End">How the session ended.</param>
/// <param name="Messages">In the order in which they were to be sent.</param>
/// <param name="Lines">The session, line by line.</param>
public sealed record SendReport(
    string Schema, string Target, string? Peer, SendEnd End, IReadOnlyList<SendReportMessage> Messages, IReadOnlyList<SendReportLine> Lines)
{
    public const string SchemaName = "smtpsim-send/1";

    internal static SendReport Of(SendResult result, Target target) => new(
        SchemaName,
        target.ToString(),
        result.Peer,
        result.End,
        [.. result.Messages.Select(message => new SendReportMessage(message.Message.ReversePath, message.Message.Text.Length, message.Fate, message.Recipients))],
        [.. result.Lines.Select(SendReportLine.Of)]);
}

/// <param name="Sender">The reverse-path; empty for a bounce.</param>
/// <param name="Bytes">Size of the text.</param>
/// <param name="Fate">The worst of its recipients' fates; queued is what would have to be tried again.</param>
public sealed record SendReportMessage(string Sender, long Bytes, MessageFate Fate, IReadOnlyList<SentRecipient> Recipients);

/// <param name="From">client, server or null.</param>
/// <param name="Message">Number of the message under way, from 1.</param>
public sealed record SendReportLine(double TimeS, TraceKind Kind, string? From, string Text, Protocol.Phase? Phase, int? ReplyCode, bool Failure, long Message, string? Reason)
{
    internal static SendReportLine Of(TraceLine line) => new(
        Math.Round(line.Time.TotalSeconds, 6),
        line.Kind,
        line.IsFromClient ? "client" : line.IsFromServer ? "server" : null,
        line.Text,
        line.Phase,
        line.ReplyCode == 0 ? null : line.ReplyCode,
        line.IsFailure,
        line.Message,
        line.Reasons.Count > 0 ? line.Reasons[0].Text : null);
}
