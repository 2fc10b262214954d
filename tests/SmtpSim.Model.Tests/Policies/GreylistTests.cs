using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Greylisting (RFC 6647): delay, window and lifetime to the tick, and what makes a triplet.</summary>
public class GreylistTests
{
    private static readonly GreylistSpec Rule = new() { Delay = Scene.Seconds(100), Window = Scene.Seconds(1000), Lifetime = Scene.Seconds(5000) };

    [Theory]
    [InlineData(100, 2)]
    [InlineData(99.9999999, 3)] // one tick too early
    [InlineData(60, 3)]
    [InlineData(1000, 2)]
    public void Retry_AfterTheDelay_Passes(double interval, int attempts)
    {
        var run = Simulation.Run(Greylisted(Wait(interval)));
        Assert.Equal((1L, (long)attempts), (run.Client[ClientCounter.MessagesDelivered], run.Client.AttemptsPerMessage.Max));
        Assert.Equal((attempts - 1, attempts - 1), (run.Server[ServerCounter.RecipientsGreylisted], run.Read(451)));
    }

    /// <summary>Greeting and EHLO, then MAIL, RCPT and the text, then QUIT: two sessions, the first of them greylisted.</summary>
    [Fact]
    public void Replies_OfGreylistedMail_CountInTheirPhases()
    {
        var client = Simulation.Run(Greylisted(Wait(100))).Client;
        long In(Phase phase, int code) => client.RepliesByPhase[(int)phase * ReplyCounts.Length + code - ReplyCounts.First];
        Assert.Equal((2L, 2L, 0L), (In(Phase.ConnectionEstablishment, 220), In(Phase.ConnectionEstablishment, 250), In(Phase.ConnectionEstablishment, 451)));
        Assert.Equal((1L, 4L, 1L), (In(Phase.MailTransfer, 451), In(Phase.MailTransfer, 250), In(Phase.MailTransfer, 354)));
        Assert.Equal((2L, 2L), (In(Phase.ConnectionTermination, 221), client.Replies[221 - ReplyCounts.First]));
        Assert.Equal(client.Replies.Sum(), client.RepliesByPhase.Sum());
    }

    /// <summary>Past the window the triplet counts as never seen, again and again.</summary>
    [Fact]
    public void Retry_AfterTheWindow_BeginsAnew()
    {
        var run = Simulation.Run(Greylisted(Wait(1000.0000001)));
        Assert.Equal((0L, 1L, 5L), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.MessagesExpired], run.Server[ServerCounter.RecipientsGreylisted]));
    }

    /// <summary>Once passed, a triplet is known as long as it is seen within the lifetime.</summary>
    [Theory]
    [InlineData(5000, 0)]
    [InlineData(5000.0000001, 1)]
    public void Triplet_SeenWithinItsLifetime_IsKnown(double pause, int greylistedAgain)
    {
        var scenario = Greylisted(Wait(200)).With(Scene.Server with { Greylist = Rule, Mailboxes = 1 });
        var passed = Scene.Seconds(200); // the second attempt begins
        Assert.Equal(passed.Ticks + Scene.Latencies(14), Simulation.Run(scenario).Client.Delay.Max);
        var second = passed + Scene.Seconds(pause);
        var third = second + Scene.Seconds(4000);
        var run = Simulation.Run(scenario with
        {
            Duration = SimDuration.FromDays(1),
            Traffic = [Scene.Once, Scene.Once with { Start = second }, Scene.Once with { Start = third }],
        });
        Assert.Equal(3, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(1 + greylistedAgain, run.Server[ServerCounter.RecipientsGreylisted]);
    }

    /// <summary>Client, sender and recipient: each another one is unknown yet.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 1, 2)]
    [InlineData(1, 8, 1, 8)]
    [InlineData(1, 1, 8, 8)]
    [InlineData(2, 2, 2, 8)]
    public void Triplets_OfClientSenderAndMailbox_AreDeferredOnceEach(int clients, int senders, int mailboxes, int triplets)
    {
        var scenario = Greylisted(Wait(200)).With(Scene.Client with { Count = clients, Senders = senders, Concurrency = 500, Retry = Wait(200) })
            .With(Scene.Server with { Greylist = Rule with { Lifetime = SimDuration.FromDays(35) }, Mailboxes = mailboxes });
        // Many at once fill the memory with first sights; those that come later find every triplet known.
        var run = Simulation.Run(scenario with { Traffic = [Scene.Burst(200), Scene.Burst(200) with { Start = Scene.Seconds(600) }] });
        Assert.Equal(400 * clients, run.Client[ClientCounter.MessagesDelivered]);
        Assert.Equal(200 * clients, run.Client[ClientCounter.Deferrals]);
        Assert.Equal(2, run.Client.AttemptsPerMessage.Max);
        // One message for each triplet, and all of them pass on the second try.
        var spread = Simulation.Run(scenario with
        {
            Duration = SimDuration.FromHours(30),
            Traffic = [Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(500), SimDuration.Zero) }],
        });
        Assert.Equal(triplets, spread.Client[ClientCounter.Deferrals]);
    }

    private static RetrySpec.Fixed Wait(double seconds) => new(new SimDuration(Scene.Seconds(seconds).Ticks - Scene.Latencies(10))) { MaxAttempts = 5 };

    /// <summary>
    /// An attempt is over ten latencies after it began, when the 451 is read: <see cref="Wait"/> makes up for it, so that attempts come at
    /// whole intervals.
    /// </summary>
    private static Scenario Greylisted(RetrySpec retry) => Scene.Plain.With(retry).With(Scene.Server with { Greylist = Rule });
}
