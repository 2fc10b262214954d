namespace SmtpSim.Wire.Tests;

/// <summary>Failures that a test asks for by the address it uses: as rules of the scenario, and by the local part itself.</summary>
public sealed class AddressRuleTests
{
    [Theory]
    [InlineData("full@mx", "452 4.2.2 Mailbox full")]
    [InlineData("FULL@other", "452 4.2.2 Mailbox full")]
    [InlineData("fuller@mx", "250 2.1.5 Recipient ok")]
    public void Rule_ForARecipient_AnswersThatRecipientAlone(string recipient, string expected)
    {
        using var listener = ListeningServer.Start("{ rules: [ { recipient: full@*, reply: 452 4.2.2 Mailbox full } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal(expected, client.Mail(recipient)[1]);
    }

    [Fact]
    public void Rule_WithTimes_StrikesEachTripletSoOften()
    {
        using var listener = ListeningServer.Start("{ rules: [ { recipient: twice@*, reply: 451 Later, times: 2 } ] }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        Assert.Equal(["451", "451", "250", "250"], Enumerable.Range(0, 4).Select(_ => client.Say("RCPT TO:<twice@mx>")[..3]));
        client.Say("RSET");
        client.Say("MAIL FROM:<other@b>");
        Assert.StartsWith("451", client.Say("RCPT TO:<twice@mx>"));
    }

    [Fact]
    public void Rule_ForASender_StrikesAtMail()
    {
        using var listener = ListeningServer.Start("{ rules: [ { sender: <>, reply: 550 5.7.1 No bounces }, { sender: \"*@evil\", reply: 550 5.7.1 No } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("550 5.7.1 No bounces", client.Say("MAIL FROM:<>"));
        Assert.Equal("550 5.7.1 No", client.Say("MAIL FROM:<x@evil>"));
        Assert.StartsWith("250 ", client.Say("MAIL FROM:<x@evil.not>"));
    }

    [Fact]
    public void Rule_AtBody_WaitsForTheEndOfTheMessage()
    {
        using var listener = ListeningServer.Start("{ rules: [ { recipient: virus@*, at: body, reply: 554 5.6.0 Virus found } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("554 5.6.0 Virus found", client.Mail("virus@mx")[^1]);
        Assert.StartsWith("250 ", client.Mail("clean@mx")[^1]);
        Assert.Equal(1, listener.Totals().Messages);
    }

    [Fact]
    public void Rule_AtData_AnswersData()
    {
        using var listener = ListeningServer.Start("{ rules: [ { recipient: busy@*, at: data, reply: 451 4.3.0 Busy } ] }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        Assert.StartsWith("250 ", client.Say("RCPT TO:<busy@mx>"));
        Assert.Equal("451 4.3.0 Busy", client.Say("DATA"));
    }

    [Theory]
    [InlineData("silent", 0)]
    [InlineData("lose-reply", 1)]
    [InlineData("reset", 0)]
    public void Rule_OfAFault_DoesAsItSays(string fault, int messages)
    {
        using var listener = ListeningServer.Start($"{{ rules: [ {{ recipient: odd@*, at: body, fault: {fault} }} ] }}");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<odd@mx>");
        client.Say("DATA");
        client.Send("x\r\n.\r\n");
        Assert.True(fault == "reset" ? client.IsReset() : client.IsSilent());
        Assert.Equal(messages, listener.Totals().Messages);
    }

    [Fact]
    public void Rule_Delay_HoldsTheReplyOfThatAddressAlone()
    {
        using var listener = ListeningServer.Start("{ rules: [ { recipient: slow*@*, delay: 300ms } ] }");
        using var slow = RawClient.Greeted(listener);
        using var fast = RawClient.Greeted(listener);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        slow.Send("MAIL FROM:<a@b>\r\nRCPT TO:<slowly@mx>\r\n");
        Assert.StartsWith("250 ", slow.Reply());
        Assert.StartsWith("250 ", fast.Mail("b@mx")[^1]);
        Assert.StartsWith("250 ", slow.Reply());
        Assert.True(watch.ElapsedMilliseconds >= 295);
    }

    [Theory]
    [InlineData("reply-451-4.7.1@mx", "451 4.7.1")]
    [InlineData("Reply-552@mx", "552 ")]
    [InlineData("reply-421@mx", "421 ")]
    [InlineData("fail-1-450-4.2.0+tag@mx", "450 4.2.0")]
    [InlineData("reply-250@mx", "250 ")]
    [InlineData("reply-451-5.7.1@mx", "250 ")]
    [InlineData("reply-999@mx", "250 ")]
    [InlineData("fail-0-451@mx", "250 ")]
    [InlineData("delay-99999999999s@mx", "250 ")]
    [InlineData("reply-451-at-lunch@mx", "250 ")]
    [InlineData("reply-451-at-mail@mx", "250 ")]
    public void LocalPart_AskingForAReply_GetsIt(string recipient, string expected)
    {
        using var listener = Asking();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith(expected, client.Mail(recipient)[1]);
    }

    [Fact]
    public void LocalPart_WithoutTheOption_IsAnAddressLikeAnyOther()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("250 ", client.Mail("reply-451-4.7.1@mx")[1]);
    }

    [Theory]
    [InlineData("reset@mx", 1)]
    [InlineData("reset-at-data@mx", 2)]
    [InlineData("reset-at-body@mx", 3)]
    public void LocalPart_AskingForAReset_GetsItAtTheStep(string recipient, int step)
    {
        using var listener = Asking();
        using var client = RawClient.Greeted(listener);
        string[] commands = ["MAIL FROM:<a@b>", $"RCPT TO:<{recipient}>", "DATA", "x\r\n."];
        foreach (var command in commands[..step])
            client.Say(command);
        client.Send(commands[step] + "\r\n");
        Assert.True(client.IsReset());
    }

    [Fact]
    public void LocalPart_OfASender_StrikesAtMail()
    {
        using var listener = Asking();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("451 ", client.Say("MAIL FROM:<reply-451@b>"));
        Assert.StartsWith("451 ", client.Say("MAIL FROM:<fail-1-451@b>"));
        Assert.StartsWith("250 ", client.Say("MAIL FROM:<fail-1-451@b>"));
    }

    [Fact]
    public void LocalPart_LoseReplyAtBody_TakesTheMessageAndSaysNothing()
    {
        using var listener = Asking();
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<lose-reply-at-body@mx>");
        client.Say("DATA");
        client.Send("x\r\n.\r\n");
        Assert.True(client.IsSilent());
        Assert.Equal(1, listener.Totals().Messages);
    }

    private static Listener Asking() => ListeningServer.Start(with: options => options with { AddressesAsk = true });
}
