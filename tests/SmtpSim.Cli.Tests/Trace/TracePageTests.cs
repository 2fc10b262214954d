using SmtpSim.Model;
using SmtpSim.Results.Tests;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

public sealed class TracePageTests
{
    private const string Head = """
        schema: 1
        name: small
        seed: 7
        duration: 1m
        drain: 1d
        network: { latency: 20ms }

        """;

    private const string Greylisted = Head + """
        servers:
          mx:
            greylist: { delay: 5m }
        clients:
          mta: { retry: { postfix: { queue-run: 0 } } }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 1 } }
        """;

    private const string LostReply = Head + """
        servers:
          mx:
            faults:
              - { at: body, fault: lose-reply, chance: 20% }
        clients:
          mta: { retry: { fixed: 1m } }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 20 } }
        """;

    private const string Reused = Head + """
        servers:
          mx: { unknown: 50%, mailboxes: 10 }
        clients:
          mta: { retry: none, concurrency: 1, messages-per-session: 10 }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 5 } }
        """;

    private const string Mixed = Head + """
        servers:
          mx: { unknown: 30%, mailboxes: 100, max-recipients: 2 }
        clients:
          mta: { retry: { fixed: 1m } }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 1 }, recipients: 5 }
        """;

    private const string Full = Head + """
        servers: { mx: {} }
        clients:
          mta: { retry: none, queue-limit: 1 }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 2 } }
        """;

    private const string Down = Head + """
        servers: { mx: {} }
        clients:
          mta: { retry: { fixed: 1m } }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 1 } }
        outages:
          - { servers: mx, at: 0s, for: 30m, fault: refuse }
        """;

    private const string Hurried = Head + """
        servers:
          mx:
            greylist: { delay: 200ms }
        clients:
          mta: { retry: { fixed: 150ms }, concurrency: 1, messages-per-session: 100 }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 4 } }
        """;

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Page_Greylisted_FitsTheWidth(int width)
    {
        var page = Render(Greylisted, TraceRequest.Default, width);

        Golden.Equal($"tests/SmtpSim.Cli.Tests/Golden/trace-greylisted-{width}.txt", page);
        Assert.All(page.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Page_Coloured_IsTheSameText()
    {
        var coloured = Render(Greylisted, TraceRequest.Default, 80, colour: true);

        Golden.Equal("tests/SmtpSim.Cli.Tests/Golden/trace-greylisted-colour.txt", coloured);
        Assert.Equal(Render(Greylisted, TraceRequest.Default, 80), System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]+m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Page_LostReply_IsMarked() => Check("lost-reply", LostReply, new TraceRequest.First(TraceEvent.Duplicated));

    [Fact]
    public void Page_SharedSession_FoldsTheOthers() => Check("shared-session", Reused, new TraceRequest.Message("mta", 3));

    [Fact]
    public void Page_SharedSession_ShowsAllOnRequest() => Check("shared-session-full", Reused, new TraceRequest.Message("mta", 3), full: true);

    [Fact]
    public void Page_SeveralRecipients_EndsWithTheirFates() => Check("recipients", Mixed, TraceRequest.Default);

    [Fact]
    public void Page_DroppedMessage_HasNoAttempt() => Check("dropped", Full, new TraceRequest.First(TraceEvent.Dropped));

    [Fact]
    public void Page_AttemptsAlike_AreFolded() => Check("alike", Down, TraceRequest.Default);

    [Fact]
    public void Page_RetryInTheSameSession_SaysSo() => Check("same-session", Hurried, TraceRequest.Default);

    private static void Check(string name, string scenario, TraceRequest request, bool full = false)
        => Golden.Equal($"tests/SmtpSim.Cli.Tests/Golden/trace-{name}.txt", Render(scenario, request, width: 100, full: full));

    private static string Render(string text, TraceRequest request, int width, bool colour = false, bool full = false)
    {
        var loaded = ScenarioLoader.Parse(text, "small.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        var log = TraceRun.Run(loaded.Scenario!, request).Log!;
        return TestScreen.Render(screen => new TracePage(screen, new RulePlaces("scenarios/small.yaml", loaded.Lines), full).Write(log), width, colour);
    }
}
