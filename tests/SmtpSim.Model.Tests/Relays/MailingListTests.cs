namespace SmtpSim.Model.Tests;

public class MailingListTests
{
    private static Scenario List(int members, int perMessage = 50, int servers = 3, double unknown = 0) => Scene.Plain with
    {
        Servers =
        [
            Scene.Server with { Count = servers, UnknownShare = unknown, Mailboxes = 1000 },
            RelayScene.Hub with
            {
                Name = "lists",
                Mailboxes = 2,
                Relay = RelayScene.Direct with { Lists = new MailingListSpec { Members = members, To = ["mx"], RecipientsPerMessage = perMessage } },
            },
        ],
        Traffic = [Scene.Once with { To = "lists", Arrivals = new ArrivalSpec.Bursts(20, default) }],
    };

    [Theory]
    [InlineData(1, 50, 1)]
    [InlineData(3, 50, 3)]
    [InlineData(300, 50, 6)]
    [InlineData(301, 50, 7)]
    [InlineData(300, 1, 300)]
    [InlineData(300, 64, 6)]
    public void Post_GoesToEveryMember(int members, int perMessage, int messages)
    {
        var run = Simulation.Run(List(members, perMessage));
        var posts = run.Reception("lists")[ReceptionCounter.ListPosts];
        Assert.InRange(posts, 4, 16); // half of the mailboxes are lists
        var list = run.Result.EndToEnd[1];
        Assert.Equal((posts * messages, posts * members, posts * members),
            (list[EndToEndCounter.Messages], list[EndToEndCounter.Submitted], list[EndToEndCounter.Delivered]));
        Assert.Equal((posts * members, 0), (run.Reception("mx")[ReceptionCounter.Unique], run.Reception("mx").Duplicates));
        Assert.Equal(20, run.Origin()[EndToEndCounter.Delivered]);
    }

    /// <summary>What fails is the list's affair: the poster hears nothing.</summary>
    [Fact]
    public void Post_ToMembersThatAreGone_IsReportedToTheList()
    {
        var run = Simulation.Run(List(300, unknown: 0.5));
        var (poster, list) = (run.Origin(), run.Result.EndToEnd[1]);
        Assert.InRange(list[EndToEndCounter.Bounced], 1, list[EndToEndCounter.Submitted] - 1);
        Assert.Equal(list[EndToEndCounter.Bounced], list[EndToEndCounter.FailuresReported]);
        Assert.Equal((20, 0), (poster[EndToEndCounter.Delivered], poster[EndToEndCounter.NotificationsSent]));
    }

    /// <summary>Behind a smart host it is the smart host that finds out, and tells the list.</summary>
    [Fact]
    public void Post_ThroughASmartHost_BouncesToTheListsOwner()
    {
        var scenario = List(300, unknown: 1);
        scenario = scenario with { Servers = [scenario.Servers[0], scenario.Servers[1].To("hub"), RelayScene.Hub] };
        var run = Simulation.Run(scenario);
        var posts = run.Reception("lists")[ReceptionCounter.ListPosts];
        Assert.Equal(posts * 6, run.Reception("lists")[ReceptionCounter.Notifications]);
        Assert.Equal(posts * 300, run.Result.EndToEnd[1][EndToEndCounter.FailuresReported]);
    }
}
