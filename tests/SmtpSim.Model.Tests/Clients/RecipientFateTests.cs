using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>What a message with several recipients becomes when they fare differently (RFC 5321 sections 3.3, 4.2.1 and 4.5.3.1.10).</summary>
public class RecipientFateTests
{
    private static readonly RetrySpec Patient = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 4 };

    /// <summary>Among twenty recipients a few are unknown, the server takes eight in a transaction, and the rest are tried again.</summary>
    [Fact]
    public void Recipients_UnknownAcceptedAndTooMany_EachMeetTheirFate()
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(1, recipients: 20)).With(Scene.Server with { UnknownShare = 0.2, MaxRecipients = 8 }));
        var unknown = run.Server[ServerCounter.RecipientsUnknown];
        Assert.InRange(unknown, 1, 8);
        Assert.Equal((20 - unknown, unknown), (run.Client[ClientCounter.RecipientsDelivered], run.Client[ClientCounter.RecipientsBounced]));
        Assert.Equal(20 - unknown, run.Server[ServerCounter.RecipientCopies]);
        Assert.Equal(unknown, run.Read(550));
        // The limit is looked at before the mailbox, so what is over it is deferred whether it exists or not.
        Assert.Equal(run.Server[ServerCounter.RecipientsOverLimit], run.Read(452));
        Assert.Equal((20 - unknown + 7) / 8, run.Server[ServerCounter.MessagesAccepted]);
        Assert.Equal((1L, 0L), (run.Client[ClientCounter.MessagesBounced], run.Client[ClientCounter.MessagesDelivered]));
    }

    [Theory]
    [InlineData(452)]
    [InlineData(552)] // to RCPT: too many recipients, says an older server
    public void Recipients_OverTheLimit_AreTriedAgain(int code)
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(1, recipients: 3))
            .With(Scene.Server with { MaxRecipients = 1, TooManyRecipientsReply = new ReplySpec(code, code / 100, 5, 3, "One at a time") }));
        Assert.Equal((3L, 1L, 3L), (run.Client[ClientCounter.RecipientsDelivered], run.Client[ClientCounter.MessagesDelivered], run.Client.AttemptsPerMessage.Max));
        Assert.Equal(2 + 1, run.Read(code));
        Assert.Equal(Scene.Seconds(120).Ticks, (run.Client.Delay.Max / SimDuration.TicksPerSecond) * SimDuration.TicksPerSecond);
    }

    [Theory]
    [InlineData(SessionStep.Mail, 552, true)]
    [InlineData(SessionStep.Mail, 550, true)]
    [InlineData(SessionStep.Mail, 451, false)]
    [InlineData(SessionStep.Rcpt, 550, true)]
    [InlineData(SessionStep.Rcpt, 552, true)] // MAIL had SIZE (RFC 1870 section 6.4)
    [InlineData(SessionStep.Rcpt, 450, false)]
    [InlineData(SessionStep.Data, 554, true)]
    [InlineData(SessionStep.Data, 451, false)]
    [InlineData(SessionStep.Body, 552, true)]
    [InlineData(SessionStep.Body, 554, true)]
    [InlineData(SessionStep.Body, 452, false)]
    public void Transaction_Refused_BouncesOn5yzAndDefersOn4yz(SessionStep step, int code, bool bounces)
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(1, recipients: 2))
            .With(new FaultSpec { At = step, Kind = FaultKind.Reply, Reply = new ReplySpec(code, code / 100, 3, 0, "No") }));
        Assert.Equal(bounces ? (2L, 0L, 1L) : (0L, 2L, 4L),
            (run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.RecipientsExpired], run.Client[ClientCounter.Attempts]));
        Assert.Equal(bounces ? 1 : 0, run.Client[ClientCounter.MessagesBounced]);
        Assert.Equal(0, run.Server[ServerCounter.MessagesAccepted]);
        // Every session ends with QUIT.
        Assert.Equal(run.Client[ClientCounter.SessionsOpened], run.Ends(SessionEnd.Completed));
    }

    /// <summary>552 to RCPT is temporary where no size was declared: by a client that says HELO, by choice or need, or to a server without SIZE.</summary>
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public void Recipient_552WithoutADeclaredSize_IsTriedAgain(bool heloOnly, bool esmtp, bool size)
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(1, recipients: 2))
            .With(Scene.Client with { Retry = Patient, HeloOnly = heloOnly })
            .With(Scene.Server with { Esmtp = esmtp, Extensions = size ? ServiceExtensions.Size : ServiceExtensions.None })
            .With(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = new ReplySpec(552, 5, 3, 0, "No") }));
        Assert.Equal((0L, 2L, 4L), (run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.RecipientsExpired], run.Client[ClientCounter.Attempts]));
    }

    /// <summary>Only those that RCPT accepted bounce with the text; one that was deferred at RCPT is tried again and delivered.</summary>
    [Fact]
    public void Text_RefusedForGood_SparesTheRecipientsThatWereDeferred()
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(1, recipients: 2)).With(Scene.Server with
        {
            MaxRecipients = 1,
            MaxMessageBytes = 3999,
            Esmtp = false,
        }));
        // Each attempt: one recipient accepted and bounced by the 552 to the text, the other one over the limit until its own turn.
        Assert.Equal((2L, 2L, 2L), (run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.Attempts], run.Server[ServerCounter.MessagesTooLarge]));
    }

    [Fact]
    public void Message_OfSixtyFourRecipients_ReachesAllOfThem()
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(2, recipients: 64)).With(Scene.Server with { MaxRecipients = 40 }));
        Assert.Equal((128L, 128L, 2L), (run.Client[ClientCounter.RecipientsDelivered], run.Server[ServerCounter.RecipientCopies], run.Client[ClientCounter.MessagesDelivered]));
        Assert.Equal(2 * 24, run.Read(452));
    }

    /// <summary>Expired beats bounced: the message counts once, its recipients each for themselves.</summary>
    [Fact]
    public void Recipients_OneUnknownOneGivenUp_MessageExpires()
    {
        var run = Simulation.Run(Scene.Plain.With(Patient).With(Scene.Burst(200, recipients: 2))
            .With(Scene.Client with { Retry = Patient, Concurrency = 200 })
            .With(Scene.Server with { UnknownShare = 0.5, Greylist = new GreylistSpec { Delay = SimDuration.FromDays(1) } }));
        var (bounced, expired) = (run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.RecipientsExpired]);
        Assert.Equal(400, bounced + expired);
        Assert.InRange(bounced, 150, 250);
        // Bounced are the messages both of whose recipients are unknown, about a quarter.
        Assert.InRange(run.Client[ClientCounter.MessagesBounced], 30, 70);
        Assert.Equal(200, run.Client[ClientCounter.MessagesBounced] + run.Client[ClientCounter.MessagesExpired]);
    }
}
