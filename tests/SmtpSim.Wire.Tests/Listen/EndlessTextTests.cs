using System.Net.Sockets;

namespace SmtpSim.Wire.Tests;

/// <summary>Messages that do not come to an end.</summary>
public sealed class EndlessTextTests
{
    private static readonly string Block = string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", 1000));

    [Fact]
    public void Text_OverMaxSizeAndWithinTheExcess_IsReadToItsEndAndAnswered552()
    {
        using var listener = ListeningServer.Start("{ max-size: 50 kB }", with: options => options with { MaxExcess = 150_000 });
        using var client = InData(listener);
        client.Send(Block);
        Assert.StartsWith("552 ", client.Say("."));
        Assert.StartsWith("250 ", client.Say("NOOP"));
    }

    [Fact]
    public void Text_FarOverMaxSize_IsAnswered421AndClosed()
    {
        using var listener = ListeningServer.Start("{ max-size: 50 kB }", with: options => options with { MaxExcess = 150_000 });
        using var client = InData(listener);
        for (var i = 0; i < 3; i++)
            client.Send(Block);
        AssertBrokenOff(listener, client, "421 4.3.4 ");
    }

    [Fact]
    public void Text_WithoutMaxSize_HasABoundAllTheSame()
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxText = 150_000 });
        using var client = InData(listener);
        client.Send(Block);
        client.Send(Block);
        AssertBrokenOff(listener, client, "421 4.3.4 ");
    }

    [Fact]
    public void Chunks_EachSmall_CountTogether()
    {
        using var listener = ListeningServer.Start(with: options => options with { MaxText = 150_000 });
        using var client = Recipient(listener);
        Assert.StartsWith("250 ", client.Say($"BDAT {Block.Length}\r\n{Block}"[..^2]));
        client.Send($"BDAT {Block.Length}\r\n{Block}");
        var reply = client.Reply();
        AssertBrokenOff(listener, client, "421 4.3.4 ", reply.StartsWith("250", StringComparison.Ordinal) ? null : reply);
    }

    [Fact]
    public void Text_ThatComesForTooLong_IsAnswered421()
    {
        using var listener = ListeningServer.Start(with: options => options with { TextTimeout = TimeSpan.FromMilliseconds(300) });
        using var client = InData(listener);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (client.IsSilent(20) && watch.ElapsedMilliseconds < 20_000)
            client.Send("a line\r\n");
        AssertBrokenOff(listener, client, "421 4.4.2 ");
    }

    private static void AssertBrokenOff(Listener listener, RawClient client, string reply, string? read = null)
    {
        Assert.StartsWith(reply, read ?? client.Reply());
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Null(client.Line());
        Assert.Equal(0, listener.Totals().Messages);
    }

    private static RawClient InData(Listener listener)
    {
        var client = Recipient(listener);
        Assert.StartsWith("354", client.Say("DATA"));
        return client;
    }

    private static RawClient Recipient(Listener listener)
    {
        var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        Assert.StartsWith("250 ", client.Say("RCPT TO:<b@mx>"));
        return client;
    }
}
