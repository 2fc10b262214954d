using System.Diagnostics;

namespace SmtpSim.Wire.Tests;

/// <summary>What a simulated server does beyond replies, on TCP: backlog, tarpit, greylisting at DATA, replies that are twisted.</summary>
public sealed class LiveModelTests
{
    [Fact]
    public void Tarpit_SessionOfManyErrors_IsAnsweredLate()
    {
        using var listener = ListeningServer.Start("{ mailboxes: 1, tarpit: { after-errors: 2, delay: 400ms } }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        var clock = Stopwatch.StartNew();
        Assert.StartsWith("550 ", client.Say("RCPT TO:<m2@mx>"));
        Assert.StartsWith("550 ", client.Say("RCPT TO:<m2@mx>"));
        var before = clock.Elapsed;
        Assert.StartsWith("550 ", client.Say("RCPT TO:<m2@mx>"));
        Assert.True(clock.Elapsed - before >= TimeSpan.FromMilliseconds(399), $"{clock.Elapsed - before}");
    }

    [Theory]
    [InlineData("DATA", "DATA")]
    [InlineData("BDAT 3 LAST\r\nab", "BDAT")]
    public void Greylist_AtData_TakesTheRecipientAndDefersTheTransaction(string command, string verb)
    {
        using var listener = ListeningServer.Start("{ greylist: { delay: 200ms, at: data, reply: 451 4.7.1 Later } }");
        using var client = RawClient.Greeted(listener);
        string Try()
        {
            client.Say("RSET");
            client.Say("MAIL FROM:<a@b>");
            Assert.StartsWith("250 ", client.Say("RCPT TO:<c@mx>"));
            client.Send(command + (verb == "DATA" ? "\r\n" : "c"));
            return client.Reply();
        }

        Assert.Equal("451 4.7.1 Later", Try());
        Assert.True(SpinWait.SpinUntil(() => Try()[..3] is "354" or "250", TimeSpan.FromSeconds(20)));
        Assert.Equal(verb == "DATA" ? 0 : 1, listener.Totals().Messages);
    }

    [Fact]
    public void Backlog_OneSessionMoreThanMay_IsGreetedWhenAnotherLeaves()
    {
        using var listener = ListeningServer.Start("{ sessions: 1, backlog: 1 }");
        using var first = RawClient.Greeted(listener);
        using var second = new RawClient(listener.EndPoint);
        Assert.True(second.IsSilent());
        using var third = new RawClient(listener.EndPoint); // the backlog is full
        Assert.True(third.IsSilent());
        Assert.StartsWith("221 ", first.Say("QUIT"));
        Assert.StartsWith("220 ", second.Reply());
        Assert.StartsWith("250", second.Say("EHLO second"));
        Assert.True(third.IsSilent());
    }

    [Fact]
    public void Backlog_ClientThatLeftMeanwhile_GivesItsPlaceToTheNext()
    {
        using var listener = ListeningServer.Start("{ sessions: 1, backlog: 5 }");
        using var first = RawClient.Greeted(listener);
        var second = new RawClient(listener.EndPoint);
        Assert.True(second.IsSilent());
        using var third = new RawClient(listener.EndPoint);
        Assert.True(third.IsSilent());
        second.Dispose();
        Assert.StartsWith("221 ", first.Say("QUIT"));
        Assert.StartsWith("220 ", third.Reply());
    }

    [Fact]
    public void Fault_Duplicate_IsAnsweredTwice()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: mail, fault: duplicate } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("250 2.1.0 Sender ok", client.Say("MAIL FROM:<a@b>"));
        Assert.Equal("250 2.1.0 Sender ok", client.Reply());
        Assert.StartsWith("250 ", client.Say("RCPT TO:<c@mx>"));
    }

    [Fact]
    public void Fault_Garble_SendsNoReplyAndGoesOn()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: mail, fault: garble } ] }");
        using var client = RawClient.Greeted(listener);
        client.Send("MAIL FROM:<a@b>\r\n");
        Assert.Equal("#garbled#", client.Line());
        Assert.StartsWith("250 ", client.Say("RCPT TO:<c@mx>"));
    }

    [Fact]
    public void Fault_Truncate_SendsTheBeginningAndFallsSilent()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: mail, fault: truncate } ] }");
        using var client = RawClient.Greeted(listener);
        client.Send("MAIL FROM:<a@b>\r\n");
        var part = new byte[64];
        Assert.Equal("250 2.1.0 ", System.Text.Encoding.ASCII.GetString(part, 0, client.Socket.Receive(part)));
        client.Send("NOOP\r\n");
        Assert.True(client.IsSilent());
    }

    [Fact]
    public void RecipientDomains_OneMoreThanMay_IsRefusedAndTheTransactionGoesOn()
    {
        using var listener = ListeningServer.Start("{ max-recipient-domains: { limit: 2, reply: 452 4.5.3 Domains } }");
        using var client = new RawClient(listener.EndPoint);
        client.Reply();
        client.Send("EHLO me\r\n");
        var lines = new List<string>();
        while (lines is not [.., ['2', '5', '0', ' ', ..]])
            lines.Add(client.Line()!);
        Assert.Contains(lines, line => line[4..] == "LIMITS RCPTMAX=100 RCPTDOMAINMAX=2");
        client.Say("MAIL FROM:<a@b>");
        Assert.StartsWith("250 ", client.Say("RCPT TO:<a@one.example>"));
        Assert.StartsWith("250 ", client.Say("RCPT TO:<a@two.example>"));
        Assert.Equal("452 4.5.3 Domains", client.Say("RCPT TO:<a@three.example>"));
        Assert.StartsWith("250 ", client.Say("RCPT TO:<b@ONE.example>"));
        client.Say("RSET");
        client.Say("MAIL FROM:<a@b>");
        Assert.StartsWith("250 ", client.Say("RCPT TO:<a@three.example>"));
    }
}
