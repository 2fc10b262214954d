using System.Collections.Concurrent;
using SmtpSim.Model;

namespace SmtpSim.Wire.Tests;

/// <summary>A fleet against our own listener in LMTP (RFC 2033): a reply to the text for each recipient, and each booked by its own.</summary>
public sealed class LmtpLoadTests : LoadTests
{
    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Load_IntoLmtp_DeliversToEveryRecipientOnce(string chunking)
    {
        var (outcome, totals, commands) = await LoadAsync("{ protocol: lmtp }", $"clients.mta.chunking={chunking}");

        Assert.Equal((LoadEnd.Completed, 6, 0), (outcome.End, outcome.Result.Clients[0][ClientCounter.MessagesDelivered], outcome.Result.Clients[0][ClientCounter.Deferrals]));
        Assert.Equal((6, 12), (totals.Messages, totals.Recipients));
        Assert.Contains(commands, command => command.StartsWith("LHLO ", StringComparison.Ordinal));
        Assert.DoesNotContain(commands, command => command.StartsWith("EHLO ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_OneOfTwoRecipientsDeferredAtText_IsSentAgainAlone()
    {
        // m1 to m25 are refused once, after their text; the other recipient of the same text keeps what it has.
        var (outcome, totals, commands) = await LoadAsync("{ protocol: lmtp, rules: [ { recipient: 'm?@*', at: body, reply: 452 4.2.2 Full, times: 1 }, { recipient: 'm1*@*', at: body, reply: 452 4.2.2 Full, times: 1 } ] }");

        var metrics = outcome.Result.Clients[0];
        Assert.Equal((LoadEnd.Completed, 6), (outcome.End, metrics[ClientCounter.MessagesDelivered]));
        Assert.Equal(12, totals.Recipients);
        Assert.True(metrics[ClientCounter.Deferrals] > 0);
        Assert.Equal(12 + metrics.Replies[452 - ReplyCounts.First], commands.Count(command => command.StartsWith("RCPT ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Load_LhloRefused_WaitsAndSendsLater()
    {
        var (outcome, totals, _) = await LoadAsync("{ protocol: lmtp, faults: [ { at: hello, reply: 550 5.7.1 Not now, when: { times: 2 } } ] }");

        var metrics = outcome.Result.Clients[0];
        Assert.Equal((LoadEnd.Completed, 6, 0), (outcome.End, metrics[ClientCounter.MessagesDelivered], metrics[ClientCounter.MessagesBounced]));
        Assert.Equal((6, 2), (totals.Messages, metrics[ClientCounter.Deferrals]));
    }

    private static async Task<(LoadOutcome Outcome, ListenTotals Totals, ConcurrentQueue<string> Commands)> LoadAsync(string server, params string[] sets)
    {
        var commands = new ConcurrentQueue<string>();
        using var listener = ListeningServer.Start(server, with: options => options with
        {
            OnEvent = told =>
            {
                if (told.Event == ListenEventKind.Command)
                    commands.Enqueue(told.Text);
            },
        });
        var outcome = await RunAsync(await OptionsAsync(listener.EndPoint.ToString(), [.. sets, "servers.mx.protocol=lmtp"]));
        return (outcome, listener.Totals(), commands);
    }
}
