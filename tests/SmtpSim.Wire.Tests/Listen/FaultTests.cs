namespace SmtpSim.Wire.Tests;

/// <summary>Every fault of a scenario as a real client sees it.</summary>
public sealed class FaultTests
{
    [Fact]
    public void Fault_ReplyAtRcpt_IsAnsweredAndTheTransactionGoesOn()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: rcpt, reply: 450 4.2.0 Busy } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("450 4.2.0 Busy", client.Mail("b@mx")[1]);
        Assert.StartsWith("503 ", client.Say("DATA"));
    }

    [Fact]
    public void Fault_ReplyAtGreeting_RefusesTheSession()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: greeting, reply: 554 No } ] }");
        using var client = new RawClient(listener.EndPoint);
        Assert.Equal("554 No", client.Reply());
        Assert.StartsWith("503 ", client.Say("EHLO me"));
        Assert.StartsWith("221 ", client.Say("QUIT"));
    }

    [Fact]
    public void Fault_421AtData_ClosesTheSession()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: data, reply: 421 4.3.2 Going } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("421 4.3.2 Going", client.Mail("b@mx")[^1]);
        Assert.Null(client.Line());
    }

    [Theory]
    [InlineData("connect", "refuse")]
    [InlineData("greeting", "reset")]
    public void Fault_BeforeTheGreeting_ResetsTheConnection(string at, string fault)
    {
        using var listener = ListeningServer.Start($"{{ faults: [ {{ at: {at}, fault: {fault} }} ] }}");
        using var client = new RawClient(listener.EndPoint);
        Assert.True(client.IsReset());
    }

    [Theory]
    [InlineData("connect", "timeout")]
    [InlineData("greeting", "silent")]
    [InlineData("greeting", "lose-reply")]
    public void Fault_InsteadOfTheGreeting_LeavesTheClientWaiting(string at, string fault)
    {
        using var listener = ListeningServer.Start($"{{ faults: [ {{ at: {at}, fault: {fault} }} ] }}");
        using var client = new RawClient(listener.EndPoint);
        Assert.True(client.IsSilent());
        client.Send("EHLO me\r\n");
        Assert.True(client.IsSilent());
    }

    [Fact]
    public void Fault_ResetAtBody_DropsTheMessage()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: body, fault: reset } ] }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<b@mx>");
        client.Say("DATA");
        client.Send("x\r\n.\r\n");
        Assert.True(client.IsReset());
        Assert.Equal(0, listener.Totals().Messages);
    }

    [Fact]
    public void Fault_LoseReplyAtBody_TakesTheMessageAndSaysNothing()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: body, fault: lose-reply } ] }");
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<b@mx>");
        client.Say("DATA");
        client.Send("x\r\n.\r\n");
        Assert.True(client.IsSilent());
        Assert.Equal(1, listener.Totals().Messages);
        client.Send("QUIT\r\n");
        Assert.True(client.IsSilent());
    }

    [Fact]
    public void Outage_Refuse_ResetsOpenAndNewSessions()
    {
        using var listener = ListeningServer.Start(outages: "[ { servers: mx, at: 1s, for: 1h } ]");
        using var client = RawClient.Greeted(listener);
        Assert.True(client.IsReset());
        using var late = new RawClient(listener.EndPoint);
        Assert.True(late.IsReset());
    }

    [Fact]
    public void Outage_Unavailable_Says421AtTheNextCommand()
    {
        using var listener = ListeningServer.Start(outages: "[ { servers: mx, at: 0, for: 1h, fault: unavailable } ]");
        using var client = new RawClient(listener.EndPoint);
        Assert.StartsWith("421 ", client.Reply());
        Assert.Null(client.Line());
    }

    [Fact]
    public void Outage_Timeout_IsSilentAndResetsWhenItIsOver()
    {
        using var listener = ListeningServer.Start(outages: "[ { servers: mx, at: 500ms, for: 1s, fault: timeout } ]");
        using var client = RawClient.Greeted(listener);
        Assert.True(SpinWait.SpinUntil(() => listener.Elapsed > 0.7, TimeSpan.FromSeconds(20)));
        client.Send("NOOP\r\n");
        Assert.True(client.IsSilent());
        Assert.True(SpinWait.SpinUntil(() => listener.Elapsed > 1.7, TimeSpan.FromSeconds(20)));
        client.Send("NOOP\r\n");
        Assert.True(client.IsReset());
    }
}
