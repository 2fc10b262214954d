using SmtpSim.Scenarios;
using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

public sealed class LoadDisplayTests
{
    private const string Small =
        """
        schema: 1
        name: small
        duration: 1h
        servers: { mx: {} }
        clients: { mta: { retry: none } }
        traffic:
          - { from: mta, to: mx, arrivals: { burst: 1 } }
        """;

    [Fact]
    public async Task Log_NothingNew_GetsNoLine()
    {
        var start = new LoadProgress(2, 2, Submitted: 3, Delivered: 1, Bounced: 0, Expired: 0, Deferrals: 2, Queued: 2, Connections: 0, Waiting: 0);
        var text = await ShowAsync(start, start with { WallS = 4, NowS = 4 }, start with { WallS = 6, NowS = 6 }, start with { WallS = 8, NowS = 8, Delivered = 2, Queued = 1 });
        Assert.Equal(["2s", "8s"], text.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Log_EachLine_TellsTheRateSinceTheOneBefore()
    {
        var start = new LoadProgress(2, 2, Submitted: 3, Delivered: 1, Bounced: 0, Expired: 0, Deferrals: 0, Queued: 2, Connections: 2, Waiting: 0);
        var text = await ShowAsync(start, start with { WallS = 4, NowS = 4, Delivered = 3, Queued = 0 });
        Assert.Contains("1 messages/s", text[1], StringComparison.Ordinal);
    }

    private static async Task<List<string>> ShowAsync(params LoadProgress[] progress)
    {
        var target = await Target.ResolveAsync("127.0.0.1:25");
        var options = new LoadOptions { Scenario = ScenarioLoader.Parse(Small, "t.yaml", []).Scenario!, Target = target };
        var text = TestScreen.Render(screen =>
        {
            var display = new LoadDisplay(screen, new LoadRequest(options, "t.yaml", [], Folder: null, Json: false, Quiet: false));
            foreach (var one in progress)
                display.Show(one);
        });
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
