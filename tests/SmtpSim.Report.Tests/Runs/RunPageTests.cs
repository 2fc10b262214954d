using SmtpSim.Model;

namespace SmtpSim.Report.Tests;

/// <summary>The report of a run says what the run found, and is the same however it was simulated.</summary>
public sealed class RunPageTests
{
    [Theory]
    [InlineData("greylisting")]
    [InlineData("lost-replies")]
    [InlineData("relays")]
    public void Page_OnAnyNumberOfPartitions_IsTheSame(string name)
    {
        var scenario = SampleRuns.Load(name);
        var one = RunPage.Of(SampleRuns.Report(scenario)).ToHtml();

        Assert.Equal(one, RunPage.Of(SampleRuns.Report(scenario, partitions: 2)).ToHtml());
        Assert.Equal(one, RunPage.Of(SampleRuns.Report(scenario, partitions: 4)).ToHtml());
    }

    /// <summary>Fifty recipients of a list are no fifty pairs of lines.</summary>
    [Fact]
    public void Messages_WithManyRecipientsAnsweredAlike_TellThemInALine()
    {
        var html = SampleRuns.Page("mailing-list");
        Assert.Contains("49 more recipients, each answered 250 2.1.5 Recipient ok", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 100_000, 400_000);
    }

    [Fact]
    public void Verdict_OfGreylisting_AnswersItsExpectations()
    {
        var page = RunPage.Of(SampleRuns.Report(SampleRuns.Load("greylisting")));

        Assert.Equal(Tone.Good, page.Verdict.Tone);
        Assert.Equal("All 6 expectations were met. 80.8 % of 7,542 messages were delivered, half of these within 6m 40s; 19.2 % expired.", page.Verdict.Text);
    }

    /// <summary>Each hop counts its messages, and a reader asks what arrived.</summary>
    [Fact]
    public void Verdict_OfRelays_IsOfTheWholeWayFirst()
    {
        var page = RunPage.Of(SampleRuns.Report(SampleRuns.Load("relays")));

        Assert.Equal(
            "All 10 expectations were met. Over all hops 100 % of 1,850 recipients have their mail, the last after 2h 30m. "
            + "Hop by hop, 100 % of 2,850 messages were delivered, half of these within 70ms.",
            page.Verdict.Text);
        var html = page.ToHtml();
        Assert.Contains("Mail end to end", html);
        Assert.DoesNotContain("Mail end to end", SampleRuns.Page("greylisting"));
    }

    [Fact]
    public void Verdict_OfAnExpectationThatIsNotMet_NamesIt()
    {
        var page = RunPage.Of(SampleRuns.Report(SampleRuns.Load("greylisting", "expect=[ delay.p50 <= 1m, delivered.ratio > 0.5 ]")));

        Assert.Equal(Tone.Bad, page.Verdict.Tone);
        Assert.StartsWith("1 of 2 expectations was not met: delay.p50 <= 1m.", page.Verdict.Text);
    }

    [Fact]
    public void Charts_OfAnOutage_ShadeItAndSayWhatHappenedInIt()
    {
        var charts = RunPage.Charts(SampleRuns.Report(SampleRuns.Load("outage")));

        var outage = Assert.Single(charts.Single(chart => chart.Name == "replies").Shades);
        Assert.Equal(("mx refuses", 3 * 3600.0, 9 * 3600.0), (outage.Label, outage.From, outage.To));
        Assert.Contains("were refused", charts.Single(chart => chart.Name == "replies").Sentence);
        Assert.Equal(["delay", "attempts", "replies", "queue", "sessions", "phases", "retries", "load", "refusals"], charts.Select(chart => chart.Name));
    }

    /// <summary>A fault that is shorter than a bar of the chart has its share of the replies all the same; where nothing was answered there is no share.</summary>
    [Fact]
    public void Replies_OfAShortFault_AreToldApart()
    {
        string Sentence(params string[] sets) => RunPage.Charts(SampleRuns.Report(SampleRuns.Load("outage", [.. sets, "expect=[]"]))).Single(chart => chart.Name == "replies").Sentence;

        var brief = Sentence("outages=[{ servers: mx, at: 3h, for: 1m, fault: unavailable }]");
        Assert.Matches("all of them 421 .*; in the shaded times [1-9][0-9.]* % of the replies were negative, otherwise 0 %", brief);
        Assert.DoesNotContain("shaded", Sentence("outages=[{ servers: mx, at: 0s, for: 30d, fault: unavailable }]"), StringComparison.Ordinal);
    }

    /// <summary>Codes of one class are of one family of colours as long as there are any; no two are the same.</summary>
    [Fact]
    public void Replies_OfManyCodes_HaveALookEach()
    {
        var chart = RunPage.Charts(SampleRuns.Report(SampleRuns.Load("mixed-recipients", "expect=[]", "servers.mx.greylist={ delay: 1m }", "outages=[{ servers: mx, at: 10m, for: 5m, fault: unavailable }]"))).Single(one => one.Name == "replies");
        Assert.Equal(8, chart.Series.Count);
        Assert.Equal(chart.Series.Count, chart.Series.Select(series => series.Look).Distinct().Count());
    }

    /// <summary>What the charts show are the run's figures.</summary>
    [Fact]
    public void Charts_OfGreylisting_AddUpToTheSummary()
    {
        var run = SampleRuns.Report(SampleRuns.Load("greylisting"));
        var charts = RunPage.Charts(run).ToDictionary(chart => chart.Name);
        var clients = run.Result.Clients;

        for (var group = 0; group < clients.Count; group++)
            Assert.Equal(clients[group][ClientCounter.MessagesDelivered] / (double)clients[group][ClientCounter.MessagesSubmitted], charts["delay"].Series[group].Points[^1].Y, 9);
        Assert.All(charts["attempts"].Series, series => Assert.Equal(1, series.Points.Sum(point => point.Y), 9));
        Assert.Equal(clients.Sum(metrics => metrics.Replies.Sum()), charts["replies"].Series.Sum(series => series.Points.Sum(point => point.Y)));
        Assert.Equal(clients.Sum(metrics => metrics[ClientCounter.SessionsOpened]), charts["load"].Heat!.Values.Sum(row => row.Sum()));
    }

    [Fact]
    public void Page_WithoutTraffic_SaysSo()
    {
        var page = RunPage.Of(SampleRuns.Report(SampleRuns.Load("plain-session") with { Traffic = [], Expect = [] }));

        Assert.Equal("No mail was submitted.", page.Verdict.Text);
        Assert.Contains("No client was answered.", page.ToHtml());
    }

    /// <summary>A few messages that rest for days leave room for the rest.</summary>
    [Fact]
    public void Charts_WhereAFewAttemptsComeLate_EndBeforeAndSaySo()
    {
        var scenario = SampleRuns.Load("greylisting", "duration=1h", "drain=6d", "expect=[]", "clients.exim.count=1", "clients.exim.retry={ fixed: 2d, lifetime: 5d }");
        var chart = RunPage.Charts(SampleRuns.Report(scenario)).Single(chart => chart.Name == "queue");

        Assert.InRange(chart.X.Max!.Value, 3600, 3 * 3600);
        Assert.Contains("are not shown", chart.Note);
    }
}
