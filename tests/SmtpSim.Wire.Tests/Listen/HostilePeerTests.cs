using System.Net.Sockets;
using System.Text;

namespace SmtpSim.Wire.Tests;

/// <summary>What peers may try, and what it must not do to the server or to others.</summary>
public sealed class HostilePeerTests
{
    [Theory]
    [InlineData("\n.\n")]
    [InlineData("\n.\r\n")]
    [InlineData("\r\n.\n")]
    [InlineData("\r\n.\r")]
    [InlineData("\r.\r")]
    [InlineData("\r\n.\0\r\n")]
    [InlineData("\r\n.\r\r\n")]
    public void Text_WithWhatOthersTakeForItsEnd_GoesOn(string end)
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<b@mx>");
        client.Say("DATA");
        client.Send($"one{end}MAIL FROM:<evil@b>\r\nRCPT TO:<c@mx>\r\nDATA\r\ntwo");
        Assert.True(client.IsSilent());
        client.Send("\r\n.\r\n");
        Assert.Matches("^(250|550|554) ", client.Reply());
        Assert.True(client.IsSilent());
        Assert.InRange(listener.Totals().Messages, 0, 1);
    }

    [Fact]
    public void Silence_OverTheIdleTimeout_IsAnswered421()
    {
        using var listener = ListeningServer.Start("{ idle-timeout: 300ms }");
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("421 4.4.2 ", client.Reply());
        Assert.Null(client.Line());
        Assert.Equal(1, listener.Totals().IdleTimeouts);
    }

    [Fact]
    public void CommandLine_OctetByOctet_DoesNotPutOffTheTimeout()
    {
        using var listener = ListeningServer.Start("{ idle-timeout: 400ms }");
        using var client = RawClient.Greeted(listener);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (client.IsSilent(50) && watch.ElapsedMilliseconds < 20_000)
            client.Send("N");
        Assert.StartsWith("421 ", client.Reply());
    }

    [Fact]
    public void Text_SlowerThanTheLeastRate_IsCutOff()
    {
        using var listener = ListeningServer.Start("{ idle-timeout: 400ms }", with: options => options with { MinimumRate = 1000 });
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<b@mx>");
        client.Say("DATA");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (client.IsSilent(50) && watch.ElapsedMilliseconds < 20_000)
            client.Send("x");
        Assert.StartsWith("421 ", client.Reply());
        Assert.Equal(0, listener.Totals().Messages);
    }

    [Fact]
    public void CommandLine_WithoutAnEnd_IsSkippedAndAnswered500()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        for (var i = 0; i < 1000; i++)
            client.Send(new string('x', 1000));
        Assert.True(client.IsSilent());
        Assert.StartsWith("500 ", client.Say(""));
        Assert.StartsWith("250 ", client.Say("NOOP"));
    }

    [Fact]
    public void Commands_Pipelined_AreAnsweredInTurn()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        client.Send(string.Concat(Enumerable.Repeat("NOOP\r\n", 900)) + "QUIT\r\n");
        for (var i = 0; i < 900; i++)
            Assert.StartsWith("250 ", client.Line());
        Assert.StartsWith("221 ", client.Line());
        Assert.Null(client.Line());
    }

    [Fact]
    public void Client_ThatNeverReads_IsDroppedAndHurtsNobody()
    {
        using var listener = ListeningServer.Start("{ idle-timeout: 500ms }");
        using var greedy = new RawClient(listener.EndPoint);
        greedy.Socket.Blocking = false;
        var commands = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("HELP\r\n", 10_000)));
        Assert.True(SpinWait.SpinUntil(() =>
        {
            greedy.Socket.Send(commands, SocketFlags.None, out var error);
            return error is not (SocketError.Success or SocketError.WouldBlock) || listener.Connections == 0;
        }, TimeSpan.FromSeconds(20)));
        using var other = RawClient.Greeted(listener);
        Assert.StartsWith("250 ", other.Say("NOOP"));
    }

    [Fact]
    public void Connections_OverTheLimit_AreAnswered421()
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxConnections = 2 });
        using var first = RawClient.Greeted(listener);
        using var second = RawClient.Greeted(listener);
        using var third = new RawClient(listener.EndPoint);
        Assert.StartsWith("421 ", third.Reply());
        Assert.StartsWith("250 ", first.Say("NOOP"));
    }

    [Fact]
    public void Connections_OverTheLimitOfAnAddress_AreAnswered421()
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxConnectionsPerAddress = 1 });
        using var first = RawClient.Greeted(listener);
        using (var second = new RawClient(listener.EndPoint))
            Assert.StartsWith("421 ", second.Reply());
        first.Say("QUIT");
        Assert.Null(first.Line());
        Assert.True(SpinWait.SpinUntil(() => listener.Connections == 0, TimeSpan.FromSeconds(20)));
        RawClient.Greeted(listener).Dispose();
    }

    [Fact]
    public void Octets_OfAnyKind_GetOnlyRepliesOrAnEnd()
    {
        using var listener = ListeningServer.Start();
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            using var client = new RawClient(listener.EndPoint);
            var noise = new byte[random.Next(1, 5000)];
            random.NextBytes(noise);
            client.Socket.Send(noise);
            client.Send("\r\n.\r\nQUIT\r\n");
            while (client.Line() is { } line)
                Assert.Matches("^[2-5][0-5][0-9][ -][ -~]*$", line);
        }
        RawClient.Greeted(listener).Dispose();
    }
}
