using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Cli.Tests;

/// <summary>A trace made up by hand: six greylisted attempts, then one in a session shared with another message, whose last reply is lost.</summary>
internal static class SampleTrace
{
    private static readonly TraceReason Greylisted = new("first sight of this triplet of client, sender and recipient", "servers.mx.greylist");

    public static TraceLog Log { get; } = new()
    {
        Scenario = Results.Tests.SampleRun.Scenario,
        Client = "patient-2",
        Number = 3,
        Server = "mx",
        Sender = "u1@patient-2",
        Bytes = 4000,
        Submitted = At(60),
        Attempts = 7,
        Fate = MessageFate.Expired,
        Settled = At(900),
        Recipients =
        [
            new TraceRecipient("m1@mx", MessageFate.Expired, 7, Reply: null),
            new TraceRecipient("m2@mx", MessageFate.Bounced, 7, "550 5.1.1 No such mailbox"),
        ],
        Lines = [Line(60, 1, TraceKind.Submitted, "submitted by <u1@patient-2>"), .. Enumerable.Range(1, 6).SelectMany(Attempt), .. LastAttempt()],
    };

    private static IEnumerable<TraceLine> Attempt(int number) =>
    [
        Line(60 * number, number, TraceKind.Connect, "connect patient-2 → mx") with { Phase = Phase.ConnectionEstablishment, Session = number },
        Line(60 * number + 0.1, number, TraceKind.Reply, "220 mx ESMTP Service ready") with { Phase = Phase.ConnectionEstablishment, ReplyCode = 220 },
        Line(60 * number + 0.2, number, TraceKind.Command, "MAIL FROM:<u1@patient-2> SIZE=4000") with { Phase = Phase.MailTransfer },
        Line(60 * number + 0.3, number, TraceKind.Reply, "451 4.7.1 Greylisted") with
        {
            Phase = Phase.MailTransfer,
            ReplyCode = 451,
            Reasons = [number == 1 ? Greylisted : new TraceReason($"only {number} m old", "servers.mx.greylist")],
        },
        Line(60 * number + 0.3, number, TraceKind.Deferred, $"deferred: next attempt 0:0{number + 1}:00") with
        {
            Reasons = [new TraceReason("fixed: every 1m", "clients.patient.retry")],
        },
    ];

    private static TraceLine[] LastAttempt() =>
    [
        Line(420, 7, TraceKind.Reply, "250-mx\n250-SIZE\n250 ENHANCEDSTATUSCODES") with { Phase = Phase.ConnectionEstablishment, ReplyCode = 250 },
        Line(421, 7, TraceKind.Command, "RCPT TO:<m9@mx>") with { Phase = Phase.MailTransfer, Message = 2 },
        Line(422, 7, TraceKind.Command, "RCPT TO:<m2@mx>") with { Phase = Phase.MailTransfer, Message = 3 },
        Line(423, 7, TraceKind.Reply, "550 5.1.1 No such mailbox") with { Phase = Phase.MailTransfer, Message = 3, ReplyCode = 550 },
        Line(424, 7, TraceKind.LostReply, "250 2.0.0 Message queued") with
        {
            Phase = Phase.MailTransfer,
            Message = 3,
            ReplyCode = 250,
            Reasons = [new TraceReason("a reason that is much longer than what is left of the line on a terminal with eighty columns", Rule: null)],
        },
        Line(900, 7, TraceKind.Expired, "expired: 14m after it was submitted, at attempt 7, with more to tell than one line of the screen can hold"),
    ];

    private static TraceLine Line(double seconds, int attempt, TraceKind kind, string text) =>
        new() { Time = At(seconds), Attempt = attempt, Kind = kind, Text = text };

    private static SimTime At(double seconds) => SimTime.Zero + SimDuration.FromSeconds(seconds);
}
