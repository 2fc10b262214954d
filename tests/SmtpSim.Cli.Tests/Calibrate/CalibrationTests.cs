using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

/// <summary>A log of a simulated run whose parameters are known gives them back.</summary>
public sealed class CalibrationTests
{
    private const string Known =
        """
        schema: 1
        name: known
        seed: 4
        duration: 30m
        drain: 5d
        network:
          latency: 0.1ms
        servers:
          mx:
            mailboxes: 1000000
            service: { connect: { lognormal: { mu: 14.5, sigma: 0.8 } }, body: { exponential: 400ms } }
            faults:
              - { at: connect, fault: refuse, chance: 5% }
              - { at: rcpt, reply: 450 4.2.0 Busy, chance: 40% }
              - { at: body, reply: 554 5.6.0 Content rejected, chance: 10% }
        clients:
          mta: { retry: { postfix: { minimal: 60s, maximal: 400s, queue-run: 30s } }, concurrency: 1000 }
        traffic:
          - { from: mta, to: mx, arrivals: { poisson: 1/s } }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calibrate_LogOfAKnownRun_GivesItsParametersBack(bool traditional)
    {
        var report = Calibrate(Known, traditional);

        Assert.Equal("poisson", report.Arrivals.Kind);
        Holds(1, report.Arrivals.PerSecond);
        Assert.InRange(report.Arrivals.PValue, 0.05, 1);

        Assert.Equal(("lognormal", "exponential"), (report.Setup!.Law, report.Transmission!.Law));
        var service = report.Scenario.Servers[0].Service;
        var setup = Assert.IsType<Distribution.LogNormal>(service.Connect);
        // Four standard errors, and what the tenth of a second that the round trips take adds.
        Assert.Equal((14.5, 0.8), (setup.Mu, setup.Sigma), (expected, actual) => Math.Abs(expected.Item1 - actual.Item1) < 0.08 && Math.Abs(expected.Item2 - actual.Item2) < 0.06);
        Assert.InRange(Assert.IsType<Distribution.Exponential>(service.Body).Mean / SimDuration.TicksPerSecond, 0.36, 0.44);
        Assert.InRange(report.Setup.Candidates[0].PValue, 0.02, 1);

        Assert.Equal(["connect refuse", "rcpt 450 4.2.0", "body 554 5.6.0"], report.Failures.Select(failure => $"{failure.At} {failure.What}"));
        Assert.All(report.Failures.Zip([0.05, 0.4, 0.1]), pair => Holds(pair.Second, pair.First.Chance));

        Holds(60, report.Schedule.MinimalS!, tolerance: 1);
        Holds(30, report.Schedule.QueueRunS!, tolerance: 2);
        Holds(400, report.Schedule.MaximalS!, tolerance: 1);
        Assert.InRange(report.Schedule.Explained, 0.99, 1);
    }

    /// <summary>The scenario that is written, run and logged and calibrated again, is nearly the same.</summary>
    [Fact]
    public void Calibrate_LogOfACalibratedScenario_AgreesWithTheFirst()
    {
        var first = Calibrate(Known, traditional: false);
        var again = Calibrate(EffectiveScenario.Write(first.Scenario with { Seed = 9, Clients = [first.Scenario.Clients[0] with { Concurrency = 1000 }] }), traditional: false);
        Holds(first.Arrivals.PerSecond.Value, again.Arrivals.PerSecond, tolerance: 0.03);
        Assert.All(first.Failures.Zip(again.Failures), pair => Assert.Equal((pair.First.At, pair.First.What), (pair.Second.At, pair.Second.What)));
        Assert.All(first.Failures.Zip(again.Failures), pair => Holds(pair.First.Chance.Value, pair.Second.Chance, tolerance: 0.03));
        Assert.InRange(again.Setup!.MeanS / first.Setup!.MeanS, 0.9, 1.1);
        Assert.InRange(again.Transmission!.MeanS / first.Transmission!.MeanS, 0.9, 1.1);
    }

    [Fact]
    public void Arrivals_InBursts_AreFoundSo()
    {
        var report = Calibrate(Known.Replace("poisson: 1/s", "bursts: { messages: 20, every: 60s }", StringComparison.Ordinal), traditional: false);
        Assert.Equal("bursts", report.Arrivals.Kind);
        var bursts = Assert.IsType<ArrivalSpec.Bursts>(report.Scenario.Traffic[0].Arrivals);
        Assert.Equal(20, bursts.Messages);
        Assert.InRange(bursts.Interval.TotalSeconds, 58, 63);
    }

    [Fact]
    public void Arrivals_OfADayAndANight_HaveARateForEachHour()
    {
        var twice = Known.Replace("duration: 30m", "duration: 3h", StringComparison.Ordinal).Replace("- { from: mta, to: mx, arrivals: { poisson: 1/s } }",
            "- { from: mta, to: mx, arrivals: { poisson: 600/h } }\n  - { from: mta, to: mx, arrivals: { poisson: 300/h }, during: { from: 1h, to: 2h } }", StringComparison.Ordinal);
        var report = Calibrate(twice, traditional: true);
        Assert.Equal("by_hour", report.Arrivals.Kind);
        Assert.InRange(report.Arrivals.PerHour[1], 800, 1000);
        Assert.Equal(report.Arrivals.PerHour.Count, report.Scenario.Traffic.Count);
    }

    [Theory]
    [InlineData("", "no line of 0 is Postfix's")]
    [InlineData("Nov 23 05:36:01 host sshd[1]: hello\nthis is no log\n", "no line of 2 is Postfix's")]
    [InlineData("Nov 23 05:36:01 host postfix/smtp[1]: 4X1111111: to=<a@b>, relay=none, delay=1, delays=1/0/0/0, dsn=4.0.0, status=deferred (x)\n", "1 messages with 1 delivery attempts")]
    public void Calibrate_TooLittle_IsRefused(string log, string message)
        => Assert.Contains(message, Assert.Throws<CalibrationException>(() => Calibration.Of(new StringReader(log), "x")).Message, StringComparison.Ordinal);

    /// <summary>Whatever is done to a log, it is read or refused.</summary>
    [Fact]
    public void Calibrate_MangledLog_IsReadOrRefused()
    {
        var log = Log(Known.Replace("duration: 30m", "duration: 1m", StringComparison.Ordinal), traditional: true);
        Gen.Select(Gen.Int[0, log.Length - 1], Gen.Int[0, 300], Gen.String[0, 40]).Array[1, 20].Sample(edits =>
        {
            var text = log;
            foreach (var (at, length, with) in edits)
                text = text[..Math.Min(at, text.Length)] + with + text[Math.Min(at + length, text.Length)..];
            try
            {
                Assert.Empty(ScenarioLoader.Parse(EffectiveScenario.Write(Calibration.Of(new StringReader(text), "x").Scenario), "x.yaml", []).Diagnostics);
            }
            catch (CalibrationException)
            {
                // Too little was left.
            }
        }, iter: 30);
    }

    private static CalibrationReport Calibrate(string scenario, bool traditional) => Calibration.Of(new StringReader(Log(scenario, traditional)), "again");

    private static string Log(string scenario, bool traditional)
    {
        var loaded = ScenarioLoader.Parse(scenario, "known.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        return PostfixLogWriter.Write(TraceRun.FirstSessions(loaded.Scenario!, int.MaxValue), traditional);
    }

    private static void Holds(double value, Estimate estimate, double tolerance = 0) => Assert.InRange(value, estimate.Low - tolerance, estimate.High + tolerance);
}
