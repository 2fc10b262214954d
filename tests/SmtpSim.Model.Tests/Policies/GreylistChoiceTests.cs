using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>What an entry of the greylist is, and where it defers: a hundred messages of one client, each from a sender and to a mailbox of its own.</summary>
public class GreylistChoiceTests
{
    private static readonly Scenario Many = Scene.Plain.With(Scene.Client with { Senders = 4096, Retry = new RetrySpec.Fixed(Scene.Seconds(400)) })
        .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(Scene.Seconds(1000), SimDuration.Zero), End = Scene.Seconds(100_000) }) with
    { Duration = SimDuration.FromDays(2) };

    /// <summary>The fewer things an entry names, the sooner it is known.</summary>
    [Theory]
    [InlineData(GreylistKey.Triplet, 100)]
    [InlineData(GreylistKey.SenderRecipient, 100)]
    [InlineData(GreylistKey.ClientSender, 100)] // by chance some senders come again
    [InlineData(GreylistKey.Client, 1)]
    public void Key_OfManyAddresses_DecidesHowManyWait(GreylistKey key, int waiting)
    {
        var run = Simulation.Run(With(new GreylistSpec { Key = key }));
        Assert.Equal(100, run.Client[ClientCounter.MessagesDelivered]);
        Assert.InRange(run.Client[ClientCounter.Retries], waiting - 3, waiting);
    }

    [Fact]
    public void WhitelistAfter_SoManyPassed_KnowsTheClient()
        => Assert.Equal(5, Simulation.Run(With(new GreylistSpec { WhitelistAfter = 5 })).Client[ClientCounter.Retries]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whitelist_OfAGroup_LetsItsMailPassAtOnce(bool atData)
    {
        var scenario = With(new GreylistSpec { Whitelist = ["known"], AtData = atData });
        scenario = scenario with
        {
            Clients = [scenario.Clients[0], scenario.Clients[0] with { Name = "known" }],
            Traffic = [scenario.Traffic[0] with { From = ["mta", "known"] }],
        };
        var run = Simulation.Run(scenario);
        Assert.Equal((100, 0), (run.Result.Clients[1][ClientCounter.MessagesDelivered], run.Result.Clients[1][ClientCounter.Retries]));
        Assert.Equal((100, 100), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Retries]));
    }

    [Fact]
    public void Key_OfTheClient_TellsClientsApart()
    {
        var scenario = With(new GreylistSpec { Key = GreylistKey.Client });
        Assert.Equal(3, Simulation.Run(scenario.With(scenario.Clients[0] with { Count = 3 })).Client[ClientCounter.Retries]);
    }

    [Fact]
    public void AtData_OfARecipient_DefersTheWholeTransaction()
    {
        var run = Simulation.Run(With(new GreylistSpec { AtData = true }));
        Assert.Equal((100, 100), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Retries]));
        Assert.Equal((100, 200), (run.Read(451), run.Server[ServerCounter.RecipientsGreylisted] + run.Server[ServerCounter.MessagesAccepted]));
    }

    private static Scenario With(GreylistSpec greylist) => Many.With(Scene.Server with { Greylist = greylist });
}
