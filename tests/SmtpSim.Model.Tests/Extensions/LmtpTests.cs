using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>LMTP (RFC 2033): each recipient is booked by its own reply to the text.</summary>
public class LmtpTests
{
    private static readonly RetrySpec EveryMinute = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 4 };

    private static readonly ServerGroup Store = Scene.Server with { Lmtp = true, Mailboxes = 3, Extensions = Offers.All };

    /// <summary>One of three is answered 452 the first time: it alone is tried again, and nobody has two copies.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Recipient_DeferredAfterTheText_IsTriedAgainAlone(bool pipelining, bool chunking)
    {
        var run = Run(pipelining, chunking, FaultFor(2, new ReplySpec(452, 4, 2, 2, "Mailbox full")));
        Assert.Equal((3L, 1L, 2L), (run.Client[ClientCounter.RecipientsDelivered], run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts]));
        Assert.Equal((2L, 3L, 0L), (run.Server[ServerCounter.MessagesAccepted], run.Server[ServerCounter.RecipientCopies], run.Server[ServerCounter.RecipientDuplicates]));
        Assert.Equal((1L, 1L), (run.Read(452), run.Sent(452)));
        Assert.Equal(2, run.Ends(SessionEnd.Completed));
    }

    /// <summary>The message counts as bounced, and two of its recipients have it.</summary>
    [Fact]
    public void Recipient_RefusedAfterTheText_BouncesAlone()
    {
        var run = Run(pipelining: false, chunking: false, FaultFor(2, new ReplySpec(550, 5, 7, 1, "No")));
        Assert.Equal((2L, 1L, 1L), (run.Client[ClientCounter.RecipientsDelivered], run.Client[ClientCounter.RecipientsBounced], run.Client[ClientCounter.Attempts]));
    }

    /// <summary>A reply lost on its way: the client has heard of those before it, and tries the others again, which then have two copies.</summary>
    [Fact]
    public void Recipients_ReplyLost_ThoseWithoutReplyAreSentAgain()
    {
        var run = Run(pipelining: false, chunking: false, new FaultSpec { At = SessionStep.Body, Kind = FaultKind.LoseReply, When = new FaultWhen { Times = 1, FirstMailbox = 2, LastMailbox = 2 } });
        Assert.Equal((3L, 2L), (run.Client[ClientCounter.RecipientsDelivered], run.Client[ClientCounter.Attempts]));
        Assert.Equal(3 + run.Server[ServerCounter.RecipientDuplicates], run.Server[ServerCounter.RecipientCopies]);
        Assert.InRange(run.Server[ServerCounter.RecipientDuplicates], 1, 3);
    }

    /// <summary>LMTP knows no HELO (RFC 2033 section 4.1).</summary>
    [Fact]
    public void Client_ThatSaysHelo_IsAnswered500()
    {
        var run = Simulation.Run(Scene.Plain.With(Scene.Burst(1)).With(Store).With(Scene.Client with { HeloOnly = true }).With(EveryMinute));
        Assert.Equal((4L, 0L), (run.Read(500), run.Client[ClientCounter.MessagesDelivered]));
    }

    private static FaultSpec FaultFor(int mailbox, ReplySpec reply)
        => new() { At = SessionStep.Body, Kind = FaultKind.Reply, Reply = reply, When = new FaultWhen { Times = 1, FirstMailbox = mailbox, LastMailbox = mailbox } };

    private static Outcome Run(bool pipelining, bool chunking, FaultSpec fault)
        => Simulation.Run(Scene.Plain.With(Scene.Burst(1, recipients: 3)).With(Store with { Faults = [fault] })
            .With(Scene.Client with { Pipelining = pipelining, Chunking = chunking }).With(EveryMinute));
}
