using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Faults under conditions, and those that twist replies.</summary>
public class FaultTests
{
    private static readonly RetrySpec Again = new RetrySpec.Fixed(Scene.Seconds(60)) { MaxAttempts = 10 };

    private static readonly FaultSpec Refuses = new() { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = Scene.Busy };

    [Fact]
    public void When_FromTo_StrikesInThatTime()
    {
        var run = Run(Refuses with { When = new FaultWhen { From = Scene.Seconds(100), To = Scene.Seconds(200) } }, Every(10));
        // From 100 to 200 s ten messages come to RCPT, and those of the first minute once more.
        Assert.Equal(14, run.Server[ServerCounter.Faults]);
        Assert.Equal(30, run.Client[ClientCounter.MessagesDelivered]);
    }

    /// <summary>Disk full: the server says 452 to MAIL for as long.</summary>
    [Fact]
    public void When_FromTo_AtMail_IsADiskThatIsFull()
    {
        var full = new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = new ReplySpec(452, 4, 3, 1, "Insufficient system storage"), When = new FaultWhen { To = Scene.Seconds(150) } };
        var run = Run(full, Scene.Once);
        Assert.Equal((1, 3), (run.Client[ClientCounter.MessagesDelivered], run.Read(452)));
    }

    /// <summary>552 while the disk is full: what comes then bounces, what comes after it is delivered.</summary>
    [Fact]
    public void When_FromTo_552AtMail_BouncesWhatComesToAFullDisk()
    {
        var full = new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = new ReplySpec(552, 5, 3, 1, "Insufficient system storage"), When = new FaultWhen { To = Scene.Seconds(150) } };
        Assert.Equal((0, 1), Fates(Scene.Once));
        Assert.Equal((1, 0), Fates(Scene.Once with { Start = Scene.Seconds(150) }));

        (long Delivered, long Bounced) Fates(TrafficSpec traffic)
        {
            var run = Run(full, traffic);
            return (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesBounced]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void When_FirstTimes_StrikesSoOftenForEachMailbox(int times)
    {
        var run = Run(Refuses with { When = new FaultWhen { Times = times } }, Scene.Burst(20));
        Assert.Equal((20, 20 * times), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.Faults]));
        Assert.Equal(20 * (times + 1), run.Client[ClientCounter.Attempts]);
    }

    /// <summary>At MAIL no mailbox is known: the first time is that of the client.</summary>
    [Fact]
    public void When_FirstTimesAtMail_StrikesForEachClient()
        => Assert.Equal(1, Run(Refuses with { At = SessionStep.Mail, When = new FaultWhen { Times = 1 } }, Scene.Burst(20)).Server[ServerCounter.Faults]);

    [Fact]
    public void When_FirstTimesAtBody_StrikesForEachMailbox()
        => Assert.Equal(20, Run(Refuses with { At = SessionStep.Body, When = new FaultWhen { Times = 1 } }, Scene.Burst(20)).Server[ServerCounter.Faults]);

    [Fact]
    public void When_OfMailboxes_StrikesThoseAlone()
    {
        var scenario = Scene.Plain.With(Scene.Server with { Mailboxes = 10, Faults = [Refuses with { When = new FaultWhen { FirstMailbox = 3, LastMailbox = 5 } }] }).With(Scene.Burst(1000));
        Assert.InRange(Simulation.Run(scenario).Client[ClientCounter.MessagesExpired], 250, 350);
    }

    [Fact]
    public void When_OfAClientGroup_StrikesThatAlone()
    {
        var scenario = Scene.Plain.With(Refuses with { When = new FaultWhen { Clients = "bad" } }) with
        {
            Clients = [Scene.Client, Scene.Client with { Name = "bad" }],
            Traffic = [Scene.Burst(10) with { From = ["mta", "bad"] }],
        };
        var run = Simulation.Run(scenario);
        Assert.Equal((10, 0), (run.Result.Clients[0][ClientCounter.MessagesDelivered], run.Result.Clients[1][ClientCounter.MessagesDelivered]));
    }

    [Fact]
    public void When_AfterSessions_LetsTheFirstPass()
        => Assert.Equal(7, Simulation.Run(Scene.Plain.With(Refuses with { When = new FaultWhen { AfterSessions = 8 } }).With(Every(10))).Client[ClientCounter.MessagesDelivered]);

    [Fact]
    public void When_SessionsOver_StrikesUnderLoad()
    {
        var rule = Refuses with { When = new FaultWhen { SessionsOver = 5 } };
        Assert.Equal(0, Run(rule, Scene.Burst(5)).Server[ServerCounter.Faults]);
        Assert.Equal(6, Simulation.Run(Scene.Plain.With(rule).With(Scene.Burst(6))).Server[ServerCounter.Faults]);
    }

    [Fact]
    public void When_WaitingOver_StrikesUnderLoad()
    {
        var server = Scene.Server with
        {
            Workers = 1,
            Queue = new WorkQueueSpec(),
            Service = new ServiceTimes { Body = Scene.Constant(1) },
            Faults = [Refuses with { At = SessionStep.Body, When = new FaultWhen { WaitingOver = 2 } }],
        };
        // The first of ten texts is taken at once; then eight, seven, … wait behind the one that is. A refusal takes its second too.
        Assert.Equal(6, Simulation.Run(Scene.Plain.With(server).With(Scene.Burst(10))).Server[ServerCounter.Faults]);
    }

    [Fact]
    public void Delay_OfAReply_DelaysTheMessageByAsMuch()
    {
        var late = Run(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Delay, Delay = Scene.Constant(7) }, Scene.Once);
        Assert.Equal(Scene.Latencies(14) + Scene.Seconds(7).Ticks, late.Client.Delay.Max);
        Assert.Equal(1, late.Server[ServerCounter.Faults]);
    }

    /// <summary>The second 250 to RCPT is taken for the answer to DATA, which it does not fit; the text never comes, and the next attempt succeeds.</summary>
    [Fact]
    public void Duplicate_OfARecipientsReply_ShiftsTheRepliesByOne()
    {
        var run = Run(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Duplicate, When = new FaultWhen { Times = 1 } }, Scene.Once);
        Assert.Equal((1, 2), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Attempts]));
        Assert.Equal((0, 0), (run.ClientSlots, run.ServerSlots));
    }

    /// <summary>The acceptance of a message comes garbled: it was accepted, and will be again.</summary>
    [Fact]
    public void Garble_OfTheAcceptance_MakesADuplicate()
    {
        var run = Run(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Garble, When = new FaultWhen { Times = 1 } }, Scene.Once);
        Assert.Equal((1, 2, 1), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesAccepted], run.Server[ServerCounter.MessagesDuplicated]));
        Assert.Equal(1, run.Ends(SessionEnd.ConnectionLost));
    }

    [Fact]
    public void Truncate_OfTheAcceptance_MakesTheClientWait()
    {
        var run = Run(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.Truncate, When = new FaultWhen { Times = 1 } }, Scene.Once);
        Assert.Equal((1, 1, 1), (run.Client[ClientCounter.MessagesDelivered], run.Ends(SessionEnd.TimedOut), run.Server[ServerCounter.MessagesDuplicated]));
    }

    /// <summary>The server has the message and says 451: the client sends it again.</summary>
    [Fact]
    public void WrongCode_OfTheAcceptance_MakesADuplicate()
    {
        var run = Run(new FaultSpec { At = SessionStep.Body, Kind = FaultKind.WrongCode, Reply = new ReplySpec(451, 0, 0, 0, ""), When = new FaultWhen { Times = 1 } }, Scene.Once);
        Assert.Equal((1, 2, 1), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesAccepted], run.Server[ServerCounter.MessagesDuplicated]));
    }

    /// <summary>The server says 250 and has refused the message: the client believes it to be delivered, and it is lost.</summary>
    [Fact]
    public void WrongCode_OfARefusal_LosesTheMessage()
    {
        var server = Scene.Server with
        {
            RejectedShare = 1,
            Faults = [new FaultSpec { At = SessionStep.Body, Kind = FaultKind.WrongCode, Reply = new ReplySpec(250, 0, 0, 0, "") }],
        };
        var run = Simulation.Run(Scene.Plain.With(server));
        Assert.Equal((1, 0), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.MessagesAccepted]));
    }

    /// <summary>DATA was granted and the client heard otherwise: what it says next is text to the server, which waits for the end of it.</summary>
    [Fact]
    public void WrongCode_OfData_LeavesTheServerWaitingForText()
    {
        var run = Run(new FaultSpec { At = SessionStep.Data, Kind = FaultKind.WrongCode, Reply = new ReplySpec(451, 0, 0, 0, ""), When = new FaultWhen { Times = 1 } }, Scene.Once);
        Assert.Equal((1, 1), (run.Client[ClientCounter.MessagesDelivered], run.Ends(SessionEnd.TimedOut) + run.Server[ServerCounter.IdleTimeouts]));
    }

    private static TrafficSpec Every(double seconds) => Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(seconds), SimDuration.Zero), End = Scene.Seconds(300) };

    private static Outcome Run(FaultSpec fault, TrafficSpec traffic) => Simulation.Run(Scene.Plain.With(fault).With(traffic).With(Again));
}
