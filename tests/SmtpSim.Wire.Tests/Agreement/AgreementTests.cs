using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Wire.Tests;

/// <summary>
/// The same scenario simulated, and on the wire: its clients as <c>load</c> runs them against its server as <c>listen</c> runs it, both in
/// real time over TCP. Every session must say the same, line by line, and every message must meet the same fate.
/// </summary>
public sealed class AgreementTests
{
    /// <summary>
    /// First all is greylisted; then a transaction has room for three of up to five recipients; some mailboxes do not exist, and some
    /// messages are too large. No rule is a matter of chance that the real clients' addresses would have a part in.
    /// </summary>
    private const string Scenario =
        """
        schema: 1
        name: agreement
        seed: 6
        duration: 1s
        drain: 1h
        network:
          latency: 0ms
        servers:
          mx:
            service: { connect: 20ms, mail: 30ms, rcpt: 20ms, body: 50ms }
            mailboxes: 1000000
            unknown: { share: 20%, reply: 550 5.1.1 No such mailbox }
            max-recipients: { limit: 3, reply: 452 4.5.3 Too many recipients }
            max-size: 6 kB
            greylist: { delay: 1s }
        clients:
          mta: { count: 8, retry: { fixed: 2s, lifetime: 10m }, concurrency: 3 }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 4 }, size: { uniform: { min: 1 kB, max: 7 kB } }, recipients: { uniform: { min: 1, max: 5 } } }
        """;

    [Fact]
    public async Task Scenario_SimulatedAndOnTheWire_SaysTheSame()
    {
        var scenario = Load();
        var (simulated, expected) = Simulate(scenario);
        var (real, sessions) = await RunAsync(scenario);

        Assert.Equal(Counters(expected), Counters(real));
        Assert.Equal(Replies(expected), Replies(real));

        var (expectedByKey, realByKey) = (ByKey(simulated), ByKey(sessions));
        Assert.Equal(expectedByKey.Keys.Order(StringComparer.Ordinal), realByKey.Keys.Order(StringComparer.Ordinal));
        Assert.All(expectedByKey, pair => Assert.Equal(pair.Value.Select(session => session.Texts), realByKey[pair.Key].Select(session => session.Texts)));
        Assert.All(expectedByKey, pair => Assert.Empty(pair.Value.SelectMany(session => session.Offers).Except(realByKey[pair.Key].SelectMany(session => session.Offers))));
        // Something of everything was said; else this would prove little.
        var said = simulated.SelectMany(session => session.Texts).ToList();
        Assert.All(["S: 451 4.7.1", "S: 452 4.5.3", "S: 550 5.1.1", "S: 552 5.3.4", "S: 250 2.0.0", "C: QUIT"], text => Assert.True(said.Exists(line => line.StartsWith(text, StringComparison.Ordinal)), text));

        AssertTimes(expectedByKey, realByKey);
    }

    /// <summary>MAIL, RCPT and DATA in one group, or the text itself in its stead, of a message or of several in a session.</summary>
    [Theory]
    [InlineData("[size, enhancedstatuscodes, pipelining]", true, "pipelined, retries")]
    [InlineData("[size, enhancedstatuscodes, pipelining, chunking]", true, "chunk in the group, retries")]
    [InlineData("[size, enhancedstatuscodes]", false, "several messages")]
    [InlineData("[size, enhancedstatuscodes, chunking]", false, "several messages in chunks")]
    [InlineData("[size, enhancedstatuscodes, pipelining]", false, "several messages, pipelined")]
    [InlineData("[size, enhancedstatuscodes, pipelining, chunking]", false, "several messages, chunks in the group")]
    public async Task Scenario_Grouped_SaysTheSame(string extensions, bool retries, string why)
    {
        string[] sets = [$"servers.mx.extensions={extensions}", "clients.mta.chunking=true", "network.latency=1ms", "traffic[0].arrivals={ burst: 6 }"];
        // Which of two sessions takes a message that becomes due just then is a matter of milliseconds: here none has the choice.
        if (!retries)
            sets = [.. sets, "clients.mta.messages-per-session=4", "clients.mta.concurrency=1", "clients.mta.retry=none", "servers.mx.greylist=none"];
        var scenario = Load(sets);
        var simulated = TraceRun.FirstSessions(scenario, int.MaxValue).Select(session => new SessionScript([.. session.Lines.Where(line => line.IsFromClient || line.IsFromServer)
            .Select(line => new ScriptLine(line.Time.TotalSeconds, line.IsFromClient, line.Text))])).ToList();
        var (real, sessions) = await RunAsync(scenario, pipelining: true);

        var expected = Result(scenario);
        Assert.Equal(Counters(expected), Counters(real));
        Assert.Equal(Replies(expected), Replies(real));
        Assert.Equal(Texts(simulated), Texts(sessions));
        var said = string.Join('\n', simulated.SelectMany(session => session.Texts));
        Assert.All(["S: 452 4.5.3", "S: 550 5.1.1", "S: 552 5.3.4", "S: 250 2.0.0"], text => Assert.True(said.Contains(text, StringComparison.Ordinal), $"{why}: {text}"));
        Assert.Equal(extensions.Contains("pipelining", StringComparison.Ordinal), said.Contains("S: 503 5.5.1", StringComparison.Ordinal));
        Assert.Equal(extensions.Contains("chunking", StringComparison.Ordinal), said.Contains("C: BDAT", StringComparison.Ordinal));
        if (!retries)
            Assert.Contains("C: RSET", said, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(IEnumerable<SessionScript> sessions)
        => sessions.Select(session => string.Join('\n', session.Texts)).Order(StringComparer.Ordinal);

    /// <summary>No reply comes sooner than the scenario's service time has it, and as a rule not much later; no attempt before its time.</summary>
    private static void AssertTimes(Dictionary<string, List<SessionScript>> expected, Dictionary<string, List<SessionScript>> real)
    {
        const double Clock = 0.003;
        var late = new List<double>();
        foreach (var (key, sessions) in expected)
        {
            foreach (var (simulated, actual) in sessions.Zip(real[key]))
                late.AddRange(simulated.ServiceTimes.Zip(actual.ServiceTimes, (should, took) => took - should));
            foreach (var (before, after) in real[key].Zip(real[key].Skip(1)))
                Assert.True(after.Start - before.Decided >= 2 - Clock, $"{key}: the next attempt came after {after.Start - before.Decided} s");
        }

        Assert.All(late, seconds => Assert.InRange(seconds, -Clock, 10));
        late.Sort();
        Assert.InRange(late[late.Count / 2], -Clock, 0.5);
    }

    private static Scenario Load(params string[] sets)
    {
        var loaded = ScenarioLoader.Parse(Scenario, "agreement.yaml", sets);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Scenario!;
    }

    private static RunResult Result(Scenario scenario)
    {
        var world = new World(scenario);
        var partition = new Partition(world, index: 0, count: 1);
        partition.Advance(world.End);
        return ResultMerger.Merge(world, [partition.Close(world.End)], complete: true);
    }

    private static (List<SessionScript> Sessions, RunResult Result) Simulate(Scenario scenario)
    {
        var result = Result(scenario);
        var sessions = new List<SessionScript>();
        for (var client = 1; client <= 8; client++)
        {
            for (var number = 1; number <= 4; number++)
            {
                var log = TraceRun.Run(scenario, new TraceRequest.Message($"mta-{client}", number)).Log!;
                sessions.AddRange(log.Lines.Where(line => line.IsFromClient || line.IsFromServer).GroupBy(line => line.Session)
                    .Select(session => new SessionScript([.. session.Select(line => new ScriptLine(line.Time.TotalSeconds, line.IsFromClient, line.Text))])));
            }
        }

        return (sessions, result);
    }

    private static async Task<(RunResult Result, List<SessionScript> Sessions)> RunAsync(Scenario scenario, bool pipelining = false)
    {
        var world = new World(scenario);
        using var listener = Listener.Start(new ListenOptions { World = world, Host = world.FirstServerOf(0) });
        var proxy = new RecordingProxy(listener.EndPoint);
        LoadOutcome outcome;
        await using (proxy)
        {
            outcome = await LoadRun.RunAsync(
                new LoadOptions { Scenario = scenario, Target = await Target.ResolveAsync(proxy.Target), Pipelining = pipelining }, watch: null, TestContext.Current.CancellationToken);
        }

        Assert.Equal(LoadEnd.Completed, outcome.End);
        return (outcome.Result, [.. proxy.Connections.Select(connection => connection.ToScript())]);
    }

    private static Dictionary<string, List<SessionScript>> ByKey(IEnumerable<SessionScript> sessions)
        => sessions.GroupBy(session => session.Key).ToDictionary(group => group.Key, group => group.OrderBy(session => session.Start).ToList());

    private static IEnumerable<(ClientCounter, long)> Counters(RunResult result)
        => Enum.GetValues<ClientCounter>().Select(counter => (counter, result.Clients[0][counter]));

    private static IEnumerable<(int, long)> Replies(RunResult result)
        => result.Clients[0].Replies.Select((count, i) => (i + ReplyCounts.First, count)).Where(pair => pair.count > 0);
}
