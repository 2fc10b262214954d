using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>The schedules of real MTAs, to the second: on their own, and as clients of the simulation follow them.</summary>
public class PublishedScheduleTests
{
    /// <summary>No two attempts of a published schedule lie in the same bin.</summary>
    private static readonly SimDuration Bin = Scene.Seconds(100);

    public static TheoryData<string> Names => [.. PublishedSchedule.All.Select(schedule => schedule.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Attempts_ServerAlwaysDefers_ComeAtThePublishedTimes(string name)
    {
        var published = Find(name);
        Assert.Equal(published.AttemptTimes.Select(time => time * SimDuration.TicksPerSecond), Schedules.Attempts(published.Rule));
    }

    [Theory, MemberData(nameof(Names))]
    public void Attempts_ServerAlwaysDefers_AreAsManyAsPublished(string name)
    {
        var published = Find(name);
        var times = Schedules.Attempts(published.Rule);
        int Within(double hours) => times.Count(time => time <= SimDuration.FromHours(hours).Ticks);
        Assert.Equal(published.Within, (Within(1), Within(4), Within(24)));
        Assert.Equal((published.Total, published.Last), (times.Count, (int)(times[^1] / SimDuration.TicksPerSecond)));
    }

    /// <summary>Without latency a client's attempts come at the published times to the tick.</summary>
    [Theory]
    [InlineData("postfix")]
    [InlineData("qmail")]
    [InlineData("exim")]
    public void Simulation_ServerAlwaysDefers_AttemptsFollowTheSchedule(string name)
    {
        var published = Find(name);
        var run = Simulation.Run(AlwaysDeferred(published, latency: 0));
        var series = run.Client.Series;
        var bins = Enumerable.Range(0, series.Rows).Where(row => series[row, (int)ClientSeries.Attempts] > 0);
        Assert.Equal(published.AttemptTimes.Select(time => time / 100), bins);
        Assert.Equal(SimDuration.FromSeconds(published.Last).Ticks, run.Result.LastEvent.Ticks);
        Assert.Equal((1L, (long)published.Total), (run.Client[ClientCounter.MessagesExpired], run.Client.AttemptsPerMessage.Max));
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("qmail")]
    [InlineData("exim")]
    public void Simulation_ServerAlwaysDefersAtTenMilliseconds_AttemptsAreAsManyAsPublished(string name)
    {
        var published = Find(name);
        var run = Simulation.Run(AlwaysDeferred(published, latency: 10));
        Assert.Equal((long)published.Total, run.Client[ClientCounter.Attempts]);
        Assert.InRange(run.Result.LastEvent.TotalSeconds, published.Last, published.Last + 60);
    }

    /// <summary>Each client has queue runs of its own, all 300 s apart.</summary>
    [Fact]
    public void Simulation_QueueRuns_AttemptsOfOneClientLieOnAGrid()
    {
        var scenario = AlwaysDeferred(PublishedSchedule.PostfixQueueRun, latency: 0) with { SeriesInterval = Scene.Seconds(1), Drain = SimDuration.FromHours(23) };
        var series = Simulation.Run(scenario).Client.Series;
        var times = Enumerable.Range(0, series.Rows).Where(row => series[row, (int)ClientSeries.Attempts] > 0).ToArray();
        Assert.InRange(times.Length, 24, 26);
        Assert.Single(times.Skip(1).Select(time => time % 300).Distinct());
    }

    /// <summary>Delivery time in seconds and the number of the attempt that gets through.</summary>
    [Theory]
    [InlineData(300, "postfix", 300, 2)]
    [InlineData(300, "qmail", 400, 2)]
    [InlineData(300, "exim", 900, 2)]
    [InlineData(1500, "postfix", 2400, 5)]
    [InlineData(1500, "qmail", 1600, 3)]
    [InlineData(1500, "exim", 1800, 3)]
    [InlineData(3600, "postfix", 4800, 6)]
    [InlineData(3600, "qmail", 3600, 4)]
    [InlineData(3600, "exim", 3600, 5)]
    public void Simulation_Greylist_MessagePassesAtTheFirstAttemptAfterTheDelay(int delay, string name, int delivered, int attempt)
    {
        var scenario = Scene.Plain.With(Find(name).Rule).With(new LinkSpec { Floor = SimDuration.Zero })
            .With(Scene.Server with { Greylist = new GreylistSpec { Delay = Scene.Seconds(delay) } });
        var run = Simulation.Run(scenario);
        Assert.Equal((1L, (long)attempt), (run.Client[ClientCounter.MessagesDelivered], run.Client.AttemptsPerMessage.Max));
        Assert.Equal(SimDuration.FromSeconds(delivered).Ticks, run.Client.Delay.Max);
        Assert.Equal(attempt - 1, run.Server[ServerCounter.RecipientsGreylisted]);
    }

    /// <summary>A server that is down for an exponential time of mean D when a message is submitted: mean delay and attempts of what is not bounced.</summary>
    [Theory]
    [InlineData("postfix", 4748, 5.389)]
    [InlineData("qmail", 4796, 4.159)]
    [InlineData("exim", 4379, 5.106)]
    public void Attempts_ExponentialOutageOfAnHour_MeanDelayFollows(string name, double delay, double attempts)
    {
        var (meanDelay, meanAttempts, _) = Outage(name, hours: 1);
        Assert.Equal((delay, attempts), (Math.Round(meanDelay), Math.Round(meanAttempts, 3)));
    }

    [Theory]
    [InlineData("postfix", 0.00668)]
    [InlineData("qmail", 0.000875)]
    [InlineData("exim", 0.015)]
    public void Attempts_ExponentialOutageOfADay_ShareBouncedFollows(string name, double bounced)
        => Assert.InRange(Outage(name, hours: 24).Bounced / bounced, 0.999, 1.001);

    private static (double Delay, double Attempts, double Bounced) Outage(string name, double hours)
    {
        var times = Schedules.Attempts(Find(name).Rule).Select(ticks => ticks / (double)SimDuration.TicksPerSecond).ToArray();
        double StillDown(double time) => Math.Exp(-time / (hours * 3600));
        double delay = 0, attempts = 0;
        for (var i = 1; i < times.Length; i++)
        {
            var share = StillDown(times[i - 1]) - StillDown(times[i]);
            delay += times[i] * share;
            attempts += (i + 1) * share;
        }
        return (delay, attempts, StillDown(times[^1]));
    }

    private static Scenario AlwaysDeferred(PublishedSchedule schedule, double latency) => Scene.Plain.With(schedule.Rule)
        .With(new LinkSpec { Floor = SimDuration.FromMilliseconds(latency) })
        .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reply, Reply = Scene.Busy }) with
    {
        SeriesInterval = Bin,
        Drain = SimDuration.FromDays(8),
    };

    private static PublishedSchedule Find(string name) => PublishedSchedule.All.Single(schedule => schedule.Name == name);
}
