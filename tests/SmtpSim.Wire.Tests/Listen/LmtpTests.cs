namespace SmtpSim.Wire.Tests;

/// <summary>A group with <c>protocol: lmtp</c> on TCP (RFC 2033).</summary>
public sealed class LmtpTests
{
    [Fact]
    public void Text_ToThreeRecipients_IsAnsweredForEach()
    {
        using var listener = ListeningServer.Start(
            "{ protocol: lmtp, quota: { messages: 1 } }");
        using var client = new RawClient(listener.EndPoint);
        Assert.StartsWith("220 ", client.Reply());
        Assert.StartsWith("500 ", client.Say("EHLO a.example"));
        Assert.StartsWith("250", client.Say("LHLO a.example"));
        client.Say("MAIL FROM:<a@b>");
        foreach (var mailbox in (string[])["m1", "m2", "m1"]) // the mailbox has room until the first copy is in it
            Assert.StartsWith("250 ", client.Say($"RCPT TO:<{mailbox}@mx>"));
        Assert.StartsWith("354 ", client.Say("DATA"));
        Assert.StartsWith("250 ", client.Say("text\r\n."));
        Assert.StartsWith("250 ", client.Reply());
        Assert.StartsWith("452 ", client.Reply());
        Assert.StartsWith("250 ", client.Say("NOOP"));
        Assert.Equal(1, listener.Totals().Messages);
    }
}
