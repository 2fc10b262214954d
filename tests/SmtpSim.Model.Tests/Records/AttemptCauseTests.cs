using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

public class AttemptCauseTests
{
    /// <summary>The first host refuses one recipient for good and defers the other, whom the next host takes in the same attempt.</summary>
    [Fact]
    public void Attempt_RefusedAtOneHostAndDeliveredAtTheNext_IsExplainedByTheRefusal()
    {
        var primary = Scene.Server with
        {
            Name = "primary",
            Mailboxes = 2,
            Faults =
            [
                new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(550, 5, 1, 1, "No such mailbox"), When = new FaultWhen { FirstMailbox = 1, LastMailbox = 1 } },
                new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Reply, Reply = Scene.Busy },
            ],
        };
        var scenario = Scene.Plain with
        {
            Servers = [primary, Scene.Server with { Name = "backup", Mailboxes = 2 }],
            Domains = [new DomainGroup { Name = "example", Mx = [new() { Servers = "primary", Preference = 10 }, new() { Servers = "backup", Preference = 20 }] }],
            Traffic = [Scene.Burst(1, recipients: 2) with { To = "example" }],
        };
        var attempt = Assert.Single(RecordedRun.Of(scenario, 1, new RecordSelection(RecordTables.Attempts)).Attempts);
        Assert.Equal((AttemptOutcome.Bounced, 1, 1), (attempt.Outcome, attempt.Delivered, attempt.Bounced));
        Assert.Equal((AttemptCause.Reply, 550, ClientState.RcptSent), (attempt.Cause, attempt.Reply.Code, attempt.FailedAt));
    }
}
