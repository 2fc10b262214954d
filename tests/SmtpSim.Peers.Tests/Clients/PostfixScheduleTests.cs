using System.Diagnostics;
using System.Text.RegularExpressions;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Peers.Tests;

/// <summary>
/// A real Postfix, its intervals scaled to seconds, in front of our greylist: each attempt comes when the simulation of the same parameters has it.
/// Postfix's queue runs begin when it is started, and the simulation draws their phase: so an attempt may be off by a run, and not by more.
/// </summary>
public sealed class PostfixScheduleTests
{
    private const double Minimal = 4, Maximal = 10, Run = 2;

    /// <summary>What a log of whole seconds, a scan that takes what is due within a second, and a busy machine add.</summary>
    private const double Slack = 2.5;

    private static readonly string[] Settings =
        [$"minimal_backoff_time = {Minimal}s", $"maximal_backoff_time = {Maximal}s", $"queue_run_delay = {Run}s", "smtp_destination_concurrency_failed_cohort_limit = 0"];

    [Fact]
    public void Postfix_Greylisted_FollowsTheSimulatedSchedule()
    {
        const int Messages = 6;
        using var server = new ListeningServer("mailboxes: 1000, greylist: { delay: 25s, window: 1h, lifetime: 1d, reply: 451 4.7.1 Greylisted }");
        using var postfix = new PostfixInstance(server.Port, Settings);
        for (var message = 1; message <= Messages; message++)
        {
            var (code, text) = PeerProcess.Run(Peer.Program("swaks"), ["--server", $"127.0.0.1:{postfix.Port}", "--from", $"a{message}@client.test", "--to", $"m{message}@mx-1"]);
            Assert.True(code == 0, text);
        }

        Until.True(() => Count(postfix.Log, "status=sent (250 ") == Messages, () => $"Postfix logged:\n{postfix.Log}", seconds: 90);
        var simulated = Simulate();
        foreach (var real in AttemptsIn(postfix.Log))
        {
            // Every attempt has its counterpart: as many, and at the same ages, give or take the phase of the queue runs.
            Assert.InRange(real.Count, simulated.Count - 1, simulated.Count + 1);
            foreach (var (age, expected) in real.Zip(simulated))
                Assert.True(Math.Abs(age - expected) <= Run + Slack, $"attempts at {string.Join(", ", real)} s, simulated at {string.Join(", ", simulated)} s");
            // And the wait after each failure is what the queue manager's rule makes of the message's age then.
            foreach (var (age, next) in real.Zip(real.Skip(1)))
                Assert.InRange(next - age, Math.Clamp(age, Minimal, Maximal) - Slack, Math.Clamp(age, Minimal, Maximal) + Run + Slack);
        }
    }

    [Fact]
    public void Calibrate_LogOfARealPostfix_FindsItsSchedule()
    {
        using var server = new ListeningServer("mailboxes: 1000, faults: [ { at: rcpt, reply: 450 4.2.0 Busy, chance: 40% } ]");
        using var postfix = new PostfixInstance(server.Port, Settings);
        var clock = Stopwatch.StartNew();
        for (var message = 1; message <= 30; message++)
        {
            PeerProcess.Run(Peer.Program("swaks"), ["--server", $"127.0.0.1:{postfix.Port}", "--from", "a@client.test", "--to", $"m{message}@mx-1"]);
            // At a pace: from a moment no rate can be told.
            Until.True(() => clock.Elapsed.TotalSeconds > message * 0.4, () => "time stands still");
        }

        Until.True(() => Count(postfix.Log, "status=sent (250 ") == 30, () => $"Postfix logged:\n{postfix.Log}", seconds: 90);
        var report = Calibration.Of(new StringReader(postfix.Log), "postfix");
        Assert.Equal(30, report.Log.Messages);
        var busy = Assert.Single(report.Failures);
        Assert.Equal(("rcpt", "450 4.2.0"), (busy.At, busy.What));
        Assert.InRange(0.4, busy.Chance.Low - 0.05, busy.Chance.High + 0.05);
        Assert.InRange(report.Schedule.MinimalS!.Value, Minimal - Slack, Minimal + Slack);
        Assert.InRange(report.Schedule.QueueRunS!.Value, 0, Run + Slack);
        Assert.InRange(report.Schedule.Explained, 0.9, 1);
        Assert.True(ScenarioLoader.Parse(EffectiveScenario.Write(report.Scenario), "found.yaml", []).Ok);
    }

    /// <summary>The ages, in seconds, at which the simulated client tries its message.</summary>
    private static List<double> Simulate()
    {
        var loaded = ScenarioLoader.Parse(
            $$"""
            schema: 1
            name: schedule
            duration: 1s
            drain: 1h
            network: { latency: 1ms }
            servers:
              mx: { greylist: { delay: 25s } }
            clients:
              postfix: { retry: { postfix: { minimal: {{Minimal}}s, maximal: {{Maximal}}s, queue-run: {{Run}}s } } }
            traffic:
              - { from: postfix, to: mx, arrivals: { burst: 1 } }
            """, "schedule.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        return [.. TraceRun.FirstSessions(loaded.Scenario!, int.MaxValue).Select(session => session.Lines[0].Time.TotalSeconds)];
    }

    /// <summary>The ages at which each message was tried, as the log's delays have them.</summary>
    private static IEnumerable<List<double>> AttemptsIn(string log) =>
        Regex.Matches(log, @"postfix/smtp\[\d+\]: (?<id>\w+): to=.*, delay=(?<delay>[0-9.]+), .*status=(sent|deferred)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .GroupBy(match => match.Groups["id"].Value)
            .Select(message => message.Select(match => double.Parse(match.Groups["delay"].Value, CultureInfo.InvariantCulture)).ToList());

    private static int Count(string log, string text) => Regex.Count(log, Regex.Escape(text));
}
