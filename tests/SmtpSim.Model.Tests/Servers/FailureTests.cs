using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Outages at random: how long servers are out, and which of them at the same time.</summary>
public class FailureTests
{
    private static readonly FailureSpec Often = new() { Servers = ["mx", "other"], MeanUp = Scene.Seconds(300), MeanDown = Scene.Seconds(100) };

    /// <summary>Availability is MTBF / (MTBF + MTTR): a quarter of the connections is refused.</summary>
    [Theory]
    [InlineData(FailureScope.Host)]
    [InlineData(FailureScope.Group)]
    [InlineData(FailureScope.Zone)]
    public void Failures_OverALongTime_LeaveTheServersUpForTheirShare(FailureScope scope)
    {
        var run = Simulation.Run(Two(Often with { Scope = scope }));
        Assert.InRange(run.Sum(ServerCounter.ConnectionsFailed) / (double)run.Sum(ClientCounter.SessionsOpened), 0.22, 0.28);
    }

    [Theory]
    [InlineData(OutageKind.Refuse, SessionEnd.Refused)]
    [InlineData(OutageKind.Timeout, SessionEnd.TimedOut)]
    [InlineData(OutageKind.ServiceUnavailable, SessionEnd.ServiceClosing)]
    public void Failures_OfAKind_EndSessionsAsItSays(OutageKind kind, SessionEnd end)
    {
        var run = Simulation.Run(Two(Often with { Kind = kind }) with { Duration = SimDuration.FromHours(10) });
        Assert.InRange(run.Ends(end) / (double)run.Client[ClientCounter.SessionsOpened], 0.2, 0.3);
        Assert.InRange(run.Ends(SessionEnd.Completed) / (double)run.Client[ClientCounter.SessionsOpened], 0.7, 0.8);
    }

    [Theory]
    [InlineData(FailureScope.Host, false, false)]
    [InlineData(FailureScope.Group, true, false)]
    [InlineData(FailureScope.Zone, true, true)]
    public void Failures_OfAScope_StrikeItTogether(FailureScope scope, bool wholeGroup, bool allGroups)
    {
        var world = new World(Two(Often with { Scope = scope }));
        var (first, second) = (world.FirstServerOf(0), world.FirstServerOf(1));
        bool Same(int a, int b) => world.Servers[world.ServerGroupOf(a)].Outages.Of(a).SequenceEqual(world.Servers[world.ServerGroupOf(b)].Outages.Of(b));
        Assert.Equal((wholeGroup, allGroups), (Same(first, first + 1), Same(first, second)));
    }

    [Fact]
    public void Failures_BesideASchedule_DoNotOverlapIt()
    {
        var world = new World(Two(Often) with { Outages = [new OutageSpec { Servers = "mx", Start = Scene.Seconds(1000), Length = Scene.Seconds(5000) }] });
        var outages = world.Servers[0].Outages.Of(world.FirstServerOf(0));
        Assert.True(outages.Length > 10);
        Assert.All(outages.Zip(outages.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    private static Scenario Two(FailureSpec failure) => Scene.Plain with
    {
        Duration = SimDuration.FromHours(60),
        Servers = [Scene.Server with { Count = 2 }, Scene.Server with { Name = "other", Count = 2 }],
        Clients = [Scene.Client with { Concurrency = int.MaxValue }],
        Traffic = [Scene.Poisson(0.1), Scene.Poisson(0.1) with { To = "other" }],
        Failures = [failure],
    };
}
