using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Segments of a session that is over must not be taken for those of a later one.</summary>
public class SessionIdentityTests
{
    /// <summary>
    /// Every greeting comes exactly 65,536 sessions late: whatever numbers sessions in 16 bits takes the greeting of an old one for its own.
    /// </summary>
    [Fact]
    public void Reply_ExactlySixtyFiveThousandSessionsLate_IsIgnored()
    {
        var interval = SimDuration.FromMilliseconds(1);
        var scenario = Scene.Plain
            .With(Scene.Server with { Service = new ServiceTimes { Connect = new Distribution.Constant(65_536.0 * interval.Ticks) } })
            .With(Scene.Client with { Concurrency = 1000, Timeouts = new ClientTimeouts { Greeting = SimDuration.FromMilliseconds(0.5) } })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(interval, SimDuration.Zero) })
            .With(new LinkSpec { Floor = SimDuration.FromMilliseconds(0.1) }) with
        {
            Duration = Scene.Seconds(70),
            Drain = Scene.Seconds(100),
        };
        var run = Simulation.Run(scenario);
        Assert.Equal(70_000, run.Ends(SessionEnd.TimedOut));
        Assert.Equal(0, run.Read(220));
    }

    /// <summary>The same the other way round: EHLO that comes so late that the server's slot has the same number again is no command of that session.</summary>
    [Fact]
    public void Command_ExactlySixtyFiveThousandSessionsLate_IsIgnored()
    {
        var interval = SimDuration.FromMilliseconds(1);
        var scenario = Scene.Plain
            .With(Scene.Client with { Concurrency = 1000, Timeouts = new ClientTimeouts { Connect = interval, Greeting = interval, Hello = interval } })
            .With(Scene.Once with { Arrivals = new ArrivalSpec.Every(interval, SimDuration.Zero) })
            .With(new LinkSpec
            {
                Floor = SimDuration.FromMilliseconds(0.1),
                Jitter = new Distribution.Empirical([0, 65_536.0 * interval.Ticks], [0.7, 0.3]),
            }) with
        {
            Duration = Scene.Seconds(140),
            Drain = Scene.Seconds(200),
        };
        var run = Simulation.Run(scenario);
        Assert.True(run.Ends(SessionEnd.TimedOut) > 10_000);
        // A command before the greeting or twice would be out of order.
        Assert.Equal(0, run.Sent(503));
    }

    /// <summary>The draws of a session never repeat: a rare fault that spared the first 65,536 steps must still strike later.</summary>
    [Fact]
    public void Draws_OfAVeryLongSession_DoNotRepeat()
    {
        const int messages = 300_000;
        var scenario = Scene.Plain
            .With(Scene.Client with { Concurrency = 1, MessagesPerSession = messages })
            .With(Scene.Burst(messages))
            .With(new FaultSpec { At = SessionStep.Mail, Kind = FaultKind.Reset, Chance = 3e-5 });
        var resets = Simulation.Run(scenario).Ends(SessionEnd.ConnectionLost);
        // Poisson with mean 9. A session whose draws repeat after 16,384 transactions is mostly never reset.
        Assert.InRange(resets, 2, 24);
    }

    /// <summary>"Never" is a legitimate time-out.</summary>
    [Fact]
    public void Timeouts_OfTheLongestDuration_NeverRunOut()
    {
        var never = SimDuration.MaxValue;
        var scenario = Scene.Plain
            .With(Scene.Client with
            {
                Timeouts = new ClientTimeouts
                {
                    Connect = never,
                    Greeting = never,
                    Hello = never,
                    Mail = never,
                    Rcpt = never,
                    Data = never,
                    Body = never,
                    Rset = never,
                    Quit = never,
                },
            })
            .With(Scene.Server with { IdleTimeout = never });
        var run = Simulation.Run(scenario);
        Assert.Equal((1L, 0L), (run.Client[ClientCounter.MessagesDelivered], run.ClientSlots));
        var stuck = Simulation.Run(scenario.With(new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Silent }));
        Assert.Equal((1L, 1L, 1L), (stuck.Client[ClientCounter.MessagesQueued], stuck.ClientSlots, stuck.ServerSlots));
    }
}
