using System.Collections.Concurrent;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Wire.Tests;

/// <summary>Runs a small fleet against scripted servers.</summary>
public abstract class LoadTests
{
    /// <summary>Two clients that come back every minute, and send three messages each, two at a time.</summary>
    private const string Small =
        """
        schema: 1
        name: small
        duration: 2m
        drain: 5h
        network:
          latency: { floor: 1h }
        servers:
          mx: { count: 2, mailboxes: 50 }
        clients:
          mta:
            count: 2
            retry: { fixed: 1m, lifetime: 30m }
            concurrency: 2
            # An hour is some seconds here: a machine that is busy is no time-out.
            timeouts: { connect: 1h, greeting: 1h, hello: 1h, mail: 1h, rcpt: 1h, data: 1h, body: 1h, rset: 1h, quit: 1h, block: 1h }
          other: { retry: none }
        traffic:
          - { from: "*", to: mx, arrivals: { bursts: { messages: 3, every: 1h } }, size: 2 kB, recipients: 2 }
        """;

    private protected static Scenario Scenario(params string[] sets)
    {
        var loaded = ScenarioLoader.Parse(Small, "small.yaml", sets);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Scenario!;
    }

    private protected static async Task<LoadOptions> OptionsAsync(string target, params string[] sets) => new()
    {
        Scenario = Scenario(sets),
        Target = await Target.ResolveAsync(target),
        Group = "mta",
        Speed = 600,
    };

    private protected static Task<LoadOutcome> RunAsync(LoadOptions options) => LoadRun.RunAsync(options, watch: null, TestContext.Current.CancellationToken);

    /// <summary>The messages that a server was sent, by the field that names them.</summary>
    private protected sealed class Inbox
    {
        private readonly ConcurrentQueue<string> _names = new();

        public IEnumerable<string> Names => _names.Order(StringComparer.Ordinal);

        /// <summary>Accepts everything and notes it.</summary>
        public Func<string, string?> AcceptAll(string extensions = "250 SIZE\r\n")
        {
            var accept = ScriptedServer.AcceptAll();
            return line =>
            {
                if (line.StartsWith("X-SmtpSim-Message: ", StringComparison.Ordinal))
                    _names.Enqueue(line["X-SmtpSim-Message: ".Length..]);
                return line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-fake\r\n" + extensions : accept(line);
            };
        }
    }

    private protected static SimDuration Minutes(double minutes) => SimDuration.FromMinutes(minutes);
}
