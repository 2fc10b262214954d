using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

/// <summary>Runs the program in a folder of its own, which each test leaves as it likes.</summary>
public abstract class CommandTests : IDisposable
{
    /// <summary>A minute of mail with something of everything, over in a moment.</summary>
    private const string Small =
        """
        schema: 1
        name: small
        seed: 7
        duration: 2m
        drain: 1h
        series: 10s
        network:
          latency: { floor: 5ms, jitter: { exponential: 10ms } }
        servers:
          mx:
            count: 3
            workers: 2
            service: { rcpt: { exponential: 5ms }, body: 20ms }
            greylist: { delay: 60s }
            faults:
              - { at: rcpt, reply: 550 5.1.1, chance: 5% }
              - { at: body, fault: lose-reply, chance: 5% }
        clients:
          patient: { count: 12, retry: { fixed: 90s, lifetime: 30m } }
          one-shot: { count: 4, retry: none }
        traffic:
          - { from: "*", to: mx, arrivals: { poisson: 6/min per client } }
        """;

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SmtpSimProcess Run(params string[] arguments) => SmtpSimInProcess.Run(Folder.Path, arguments);

    /// <summary>The built program in a process of its own: for what is about that, and some of everything else.</summary>
    private protected SmtpSimProcess RunProgram(params string[] arguments) => SmtpSimProcess.Run(Folder.Path, arguments);

    /// <summary>Writes a scenario into the folder; without a text the small one.</summary>
    private protected string Scenario(string? text = null, string name = "small.yaml")
    {
        File.WriteAllText(Folder[name], text ?? Small);
        return name;
    }

    /// <summary>The small scenario with one part of its text replaced.</summary>
    private protected string ScenarioWith(string part, string replacement)
    {
        Assert.Contains(part, Small);
        return Scenario(Small.Replace(part, replacement, StringComparison.Ordinal));
    }
}
