namespace SmtpSim.Wire.Tests;

/// <summary>Every policy of a scenario as a real client meets it.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void Mail_ToAnAddress_IsTaken()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        Assert.All(client.Mail("anyone@mx"), reply => Assert.Matches("^(250|354) ", reply));
        Assert.StartsWith("221 ", client.Say("QUIT"));
        Assert.Null(client.Line());
        Assert.Equal((1, 1), (listener.Totals().Messages, listener.Totals().Recipients));
    }

    [Fact]
    public void Greylist_SecondTryAfterTheDelay_Passes()
    {
        using var listener = ListeningServer.Start("{ greylist: { delay: 300ms, reply: 451 4.7.1 Later } }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("451 4.7.1 Later", client.Mail("b@mx")[1]);
        client.Say("RSET");
        Assert.Equal("451 4.7.1 Later", client.Mail("b@mx")[1]);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            client.Say("RSET");
            return client.Mail("b@mx") is [.., var last] && last.StartsWith("250 ", StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(20)));
        Assert.StartsWith("250 ", client.Mail("B@MX")[^1]); // known now, in either case of letters
    }

    [Theory]
    [InlineData("m1@mx", "250 ")]
    [InlineData("m5@mx", "250 ")]
    [InlineData("m6@mx", "550 5.1.1 ")]
    [InlineData("someone@mx", "250 ")]
    [InlineData("m0@mx", "250 ")]
    [InlineData("m05@mx", "250 ")]
    public void Mailbox_WrittenAsInTheSimulation_ExistsUpToTheirNumber(string recipient, string expected)
    {
        using var listener = ListeningServer.Start("{ mailboxes: 5 }");
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith(expected, client.Mail(recipient)[1]);
    }

    [Fact]
    public void UnknownMailboxes_AreTheSameAtEachTry()
    {
        using var listener = ListeningServer.Start("{ mailboxes: 100, unknown: 50%, max-recipients: 1000 }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        var first = Enumerable.Range(1, 100).Select(i => client.Say($"RCPT TO:<m{i}@mx>")[..3]).ToList();
        Assert.Equal(first, Enumerable.Range(1, 100).Select(i => client.Say($"RCPT TO:<m{i}@mx>")[..3]));
        Assert.InRange(first.Count(code => code == "550"), 25, 75);
    }

    [Fact]
    public void MessageSize_OverTheLimit_IsRefusedAtMailAndAtTheEnd()
    {
        using var listener = ListeningServer.Start("{ max-size: { limit: 1 kB, reply: 552 5.3.4 Too big } }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("552 5.3.4 Too big", client.Say("MAIL FROM:<a@b> SIZE=1001"));
        Assert.Equal("552 5.3.4 Too big", client.Mail("b@mx", text: new string('x', 998) + "\r\nyy\r\n")[^1]);
        Assert.StartsWith("250 ", client.Mail("b@mx", text: new string('x', 998) + "\r\n")[^1]);
    }

    [Fact]
    public void Recipients_OverTheLimit_AreRefused()
    {
        using var listener = ListeningServer.Start("{ max-recipients: { limit: 2, reply: 452 4.5.3 Enough } }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        Assert.StartsWith("250 ", client.Say("RCPT TO:<x@mx>"));
        Assert.StartsWith("250 ", client.Say("RCPT TO:<y@mx>"));
        Assert.Equal("452 4.5.3 Enough", client.Say("RCPT TO:<z@mx>"));
    }

    [Fact]
    public void Sessions_OverTheLimit_AreGreetedWith421AndThenClosed()
    {
        using var listener = ListeningServer.Start("{ sessions: { limit: 1, reply: 421 4.3.2 Full } }");
        using var first = RawClient.Greeted(listener);
        using (var second = new RawClient(listener.EndPoint))
        {
            Assert.Equal("421 4.3.2 Full", second.Reply());
            Assert.Null(second.Line());
        }
        first.Say("QUIT");
        Assert.Null(first.Line());
        Assert.True(SpinWait.SpinUntil(() =>
        {
            using var third = new RawClient(listener.EndPoint);
            return third.Reply().StartsWith("220 ", StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Workers_TwoCommandsAndOneWorker_AreAnsweredOneAfterTheOther()
    {
        using var listener = ListeningServer.Start("{ workers: 1, service: { mail: 300ms } }");
        using var first = RawClient.Greeted(listener);
        using var second = RawClient.Greeted(listener);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        first.Send("MAIL FROM:<a@b>\r\n");
        second.Send("MAIL FROM:<a@b>\r\n");
        Assert.StartsWith("250 ", first.Reply());
        Assert.StartsWith("250 ", second.Reply());
        Assert.InRange(watch.ElapsedMilliseconds, 595, 10_000);
    }

    [Fact]
    public void Ehlo_ServerThatDoesNotSpeakIt_IsAnswered502()
    {
        using var listener = ListeningServer.Start("{ esmtp: false }");
        using var client = new RawClient(listener.EndPoint);
        client.Reply();
        Assert.StartsWith("502 ", client.Say("EHLO me"));
        Assert.StartsWith("250 ", client.Say("HELO me"));
    }
}
