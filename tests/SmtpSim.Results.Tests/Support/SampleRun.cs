using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Results.Tests;

/// <summary>A run made up by hand, small enough to reckon its figures in one's head: two client groups, two server groups, bins of 10 s.</summary>
internal static class SampleRun
{
    public const string Digest = "5e0c1b0000000000000000000000000000000000000000000000000000000077";

    public static Scenario Scenario { get; } = new()
    {
        Name = "sample",
        Seed = 42,
        Duration = SimDuration.FromSeconds(40),
        Drain = SimDuration.FromSeconds(60),
        SeriesInterval = SimDuration.FromSeconds(10),
        Clients =
        [
            new ClientGroup { Name = "patient", Count = 2, Retry = new RetrySpec.Qmail() },
            new ClientGroup { Name = "one, shot", Retry = new RetrySpec.None() },
        ],
        Servers =
        [
            new ServerGroup { Name = "mx", Count = 2, Workers = 2 },
            new ServerGroup { Name = "free" },
        ],
        Traffic = [],
    };

    public static RunResult Result(bool complete = true, string digest = Digest, Scenario? scenario = null) => new()
    {
        Scenario = scenario ?? Scenario,
        Clients = [Patient(), new ClientMetrics(Scenario.SeriesInterval.Ticks)],
        Servers = [Mx(), Free()],
        Events = 100,
        LastEvent = Seconds(25),
        Digest = digest,
        Complete = complete,
    };

    public static SimTime Seconds(double seconds) => SimTime.Zero + SimDuration.FromSeconds(seconds);

    public static Manifest Manifest(RunResult result) => new(
        Results.Manifest.SchemaName,
        result.Complete,
        result.Digest,
        new ManifestScenario(result.Scenario.Name, "sample.yaml", "00", result.Scenario.Seed, 0),
        new ManifestOptions(["seed=42"], "auto", 2),
        ManifestProgram.Parse("smtpsim", "0.1.0+abc"),
        Machine.Current(),
        new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        1.0,
        0.5,
        result.Events,
        200,
        1 << 20,
        []);

    private static ClientMetrics Patient()
    {
        var m = new ClientMetrics(Scenario.SeriesInterval.Ticks);
        m.Counters[(int)ClientCounter.MessagesSubmitted] = 4;
        m.Counters[(int)ClientCounter.MessagesDelivered] = 3;
        m.Counters[(int)ClientCounter.MessagesBounced] = 1;
        m.Counters[(int)ClientCounter.Attempts] = 6;
        m.Counters[(int)ClientCounter.Retries] = 2;
        m.Counters[(int)ClientCounter.BytesDelivered] = 12_000;
        m.Counters[(int)ClientCounter.SessionsOpened] = 6;
        m.SessionEnds[(int)SessionEnd.Completed * ClientMetrics.Phases + (int)Phase.ConnectionTermination] = 5;
        m.SessionEnds[(int)SessionEnd.Refused * ClientMetrics.Phases + (int)Phase.ConnectionEstablishment] = 1;
        m.RepliesByPhase[250 - ReplyCounts.First] = 3;
        m.RepliesByPhase[(int)Phase.MailTransfer * ReplyCounts.Length + 250 - ReplyCounts.First] = 4;
        m.RepliesByPhase[(int)Phase.MailTransfer * ReplyCounts.Length + 451 - ReplyCounts.First] = 2;
        m.PeakSessionsPerHost = 3;
        foreach (var seconds in new[] { 1, 2, 6 })
            m.Delay.Add(SimDuration.FromSeconds(seconds).Ticks);
        m.Series.Add(Seconds(0).Ticks, (int)ClientSeries.Submitted, 4);
        m.Series.Add(Seconds(21).Ticks, (int)ClientSeries.Delivered, 3);
        // Two sessions from 5 s to 15 s and one more until 20 s.
        m.Series.AddArea(Seconds(5).Ticks, Seconds(15).Ticks, (int)ClientSeries.SessionArea, 2);
        m.Series.AddArea(Seconds(10).Ticks, Seconds(20).Ticks, (int)ClientSeries.SessionArea, 1);
        return m;
    }

    private static ServerMetrics Mx()
    {
        var m = new ServerMetrics(Scenario.SeriesInterval.Ticks);
        m.Counters[(int)ServerCounter.SessionsOpened] = 5;
        m.Counters[(int)ServerCounter.MessagesAccepted] = 3;
        m.Counters[(int)ServerCounter.BusyTicks] = SimDuration.FromSeconds(20).Ticks;
        // Four workers, of which two are busy for 10 s.
        m.Series.AddArea(Seconds(5).Ticks, Seconds(15).Ticks, (int)ServerSeries.BusyArea, 2);
        m.PeakSessionsPerHost = 3;
        return m;
    }

    private static ServerMetrics Free()
    {
        var m = new ServerMetrics(Scenario.SeriesInterval.Ticks);
        m.Counters[(int)ServerCounter.SessionsOpened] = 1;
        m.Series.AddArea(Seconds(0).Ticks, Seconds(10).Ticks, (int)ServerSeries.BusyArea, 100);
        m.PeakSessionsPerHost = 5;
        return m;
    }
}
