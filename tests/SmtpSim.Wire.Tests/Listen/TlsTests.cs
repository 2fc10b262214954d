using System.Text;

namespace SmtpSim.Wire.Tests;

public sealed class TlsTests
{
    [Fact]
    public void StartTls_ThenMail_IsTaken()
    {
        using var listener = Start();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("220 ", client.Say("STARTTLS"));
        using var tls = TlsClient.Handshake(client);
        Assert.Equal("CN=mx", tls.Subject);
        Assert.StartsWith("503 ", tls.Say("MAIL FROM:<a@b>")); // the EHLO before the handshake counts no more
        tls.Send("EHLO me\r\n");
        Assert.DoesNotContain("STARTTLS", tls.Lines());
        tls.Send("MAIL FROM:<a@b>\r\nRCPT TO:<b@mx>\r\nDATA\r\n");
        Assert.Equal(["250", "250", "354"], tls.Replies(3).Select(reply => reply[..3]));
        Assert.StartsWith("250 ", tls.Say(new string('x', 900) + "\r\n" + string.Concat(Enumerable.Repeat("line\r\n", 50_000)) + "."));
        Assert.StartsWith("221 ", tls.Say("QUIT"));
        Assert.Null(tls.Line());
        Assert.Equal(1, listener.Totals().Messages);
    }

    [Fact]
    public void StartTls_WithCommandsBehindIt_ThrowsThemAway()
    {
        using var listener = Start();
        using var client = RawClient.Greeted(listener);
        client.Send("STARTTLS\r\nEHLO injected\r\nMAIL FROM:<evil@b>\r\n");
        Assert.StartsWith("220 ", client.Reply());
        using var tls = TlsClient.Handshake(client);
        Assert.StartsWith("503 ", tls.Say("RCPT TO:<b@mx>"));
        Assert.StartsWith("250", tls.Say("EHLO me"));
        Assert.StartsWith("250", tls.Say("MAIL FROM:<a@b>"));
    }

    [Fact]
    public void StartTls_GarbageInsteadOfAHandshake_EndsThatConnectionAlone()
    {
        using var listener = Start();
        using var other = RawClient.Greeted(listener);
        using (var client = RawClient.Greeted(listener))
        {
            client.Say("STARTTLS");
            client.Send("EHLO again\r\n" + new string('x', 1000));
            Assert.True(SpinWait.SpinUntil(() => listener.Connections == 1, TimeSpan.FromSeconds(20)));
        }
        Assert.StartsWith("250 ", other.Say("NOOP"));
    }

    [Fact]
    public void StartTls_HandshakeThatNeverEnds_IsCutOff()
    {
        using var listener = ListeningServer.Start(
            with: options => options with { Certificate = SelfSignedCertificate.Create("mx"), HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        client.Send("\x16\x03\x01"); // the beginning of a record, and no more
        Assert.True(client.IsReset());
    }

    [Fact]
    public void StartTls_WithoutACertificate_IsNotOffered()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("50", client.Say("STARTTLS"));
    }

    [Fact]
    public void Delay_InsideTls_IsKept()
    {
        using var listener = Start("{ service: { mail: 300ms } }");
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        tls.Send("MAIL FROM:<a@b>\r\nRCPT TO:<b@mx>\r\n");
        Assert.Equal(["250", "250"], tls.Replies(2).Select(reply => reply[..3]));
        Assert.InRange(watch.ElapsedMilliseconds, 295, 10_000);
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b>", "250 ")]
    [InlineData("QUIT", "221 ")]
    public async Task Stop_InsideTlsWithAReplyHeld_SendsItAndTheEndIsOrderly(string command, string expected)
    {
        using var listener = Start("{ faults: [ { at: mail, fault: delay, delay: 60s }, { at: quit, fault: delay, delay: 60s } ] }");
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        tls.Send(command + "\r\n");
        Assert.True(client.IsSilent());
        var stop = Task.Run(listener.Stop, TestContext.Current.CancellationToken);
        Assert.StartsWith(expected, tls.Reply());
        if (expected != "221 ")
            Assert.StartsWith("421 ", tls.Reply());
        Assert.Null(tls.Line());
        Assert.False(client.IsReset());
        client.Dispose();
        await stop.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Silence_InsideTls_IsAnswered421()
    {
        using var listener = Start("{ idle-timeout: 500ms }");
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        Assert.StartsWith("421 ", tls.Reply());
        Assert.Null(tls.Line());
    }

    [Fact]
    public void LastReply_InsideTlsWithMuchBehindIt_ComesAndTheEndIsOrderly()
    {
        using var listener = Start();
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        tls.Send("QUIT\r\n" + string.Concat(Enumerable.Repeat("NOOP\r\n", 100_000)));
        Assert.StartsWith("221 ", tls.Reply());
        Assert.Null(tls.Line()); // close_notify
        Assert.False(client.IsReset());
    }

    [Fact]
    public void Text_InsideTlsThatComesForTooLong_IsAnswered421AndTheEndIsOrderly()
    {
        using var listener = ListeningServer.Start(with: options => options with
        {
            Certificate = SelfSignedCertificate.Create("mx"),
            TextTimeout = TimeSpan.FromMilliseconds(200),
        });
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        tls.Send("MAIL FROM:<a@b>\r\nRCPT TO:<b@mx>\r\nDATA\r\n");
        Assert.Equal(["250", "250", "354"], tls.Replies(3).Select(reply => reply[..3]));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (client.IsSilent(20) && watch.ElapsedMilliseconds < 20_000)
            tls.Send("a line\r\n");
        tls.Send("and more\r\n");
        Assert.StartsWith("421 4.4.2 ", tls.Reply());
        Assert.Null(tls.Line());
        Assert.False(client.IsReset());
    }

    [Fact]
    public void Fault_ResetInsideTls_EndsTheConnection()
    {
        using var listener = Start("{ faults: [ { at: mail, fault: reset } ] }");
        using var client = RawClient.Greeted(listener);
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        tls.Send("MAIL FROM:<a@b>\r\n");
        Assert.Throws<IOException>(() => tls.Line());
    }

    [Theory]
    [InlineData("joe", "secret", "235")]
    [InlineData("joe", "wrong", "535")]
    [InlineData("eve", "secret", "535")]
    public void Auth_KnownUsers_AreAskedForTheirPassword(string user, string password, string expected)
    {
        using var listener = ListeningServer.Start(with: options => options with { Users = new Dictionary<string, string> { ["joe"] = "secret" } });
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith(expected, client.Say("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"))));
    }

    [Fact]
    public void Auth_NoUsersNamed_TakesAnybody()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("334", client.Say("AUTH LOGIN"));
        Assert.StartsWith("334", client.Say(Convert.ToBase64String("joe"u8)));
        Assert.StartsWith("235", client.Say(Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('p', 6000))))); // longer than any command line
    }

    [Fact]
    public void Chunks_InPieces_AreTakenAsOneMessage()
    {
        using var listener = ListeningServer.Start();
        using var client = RawClient.Greeted(listener);
        client.Say("MAIL FROM:<a@b>");
        client.Say("RCPT TO:<b@mx>");
        client.Send("BDAT 100000\r\n" + new string('x', 50_000));
        Assert.True(client.IsSilent());
        client.Send(new string('x', 50_000));
        Assert.StartsWith("250 ", client.Reply());
        client.Send("BDAT 4 LAST\r\nx\r\n\nNOOP\r\n");
        Assert.StartsWith("250 ", client.Reply());
        Assert.StartsWith("250 ", client.Reply());
        Assert.Equal((1, 100_004), (listener.Totals().Messages, listener.Totals().Bytes));
    }

    [Fact]
    public void Auth_FaultAtIt_IsAnsweredInsteadOfTheVerdict()
    {
        using var listener = ListeningServer.Start("{ faults: [ { at: auth, reply: 454 4.7.0 Later } ] }");
        using var client = RawClient.Greeted(listener);
        Assert.Equal("454 4.7.0 Later", client.Say("AUTH PLAIN " + Convert.ToBase64String("\0joe\0secret"u8)));
    }

    [Fact]
    public void StartTls_ThatTakesItsTime_IsAnsweredLater()
    {
        using var listener = Start("{ service: { starttls: 300ms } }");
        using var client = RawClient.Greeted(listener);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        client.Send("STARTTLS\r\nNOOP\r\n");
        Assert.StartsWith("220 ", client.Reply());
        Assert.True(watch.ElapsedMilliseconds >= 295);
        using var tls = TlsClient.Handshake(client);
        Assert.StartsWith("250", tls.Say("EHLO me"));
    }

    [Fact]
    public void Mail_WhereTlsIsRequired_IsAnswered530()
    {
        using var listener = Start("{ extensions: [starttls], require: tls }");
        using var client = RawClient.Greeted(listener);
        Assert.StartsWith("530 ", client.Say("MAIL FROM:<a@b>"));
        client.Say("STARTTLS");
        using var tls = TlsClient.Handshake(client);
        tls.Say("EHLO me");
        Assert.StartsWith("250 ", tls.Say("MAIL FROM:<a@b>"));
    }

    [Fact]
    public void Ehlo_AnnouncesWhatTheScenarioSays()
    {
        using var listener = ListeningServer.Start("{ extensions: [size, dsn], max-size: 1 MB }");
        using var client = new RawClient(listener.EndPoint);
        client.Reply();
        client.Send("EHLO me\r\n");
        Assert.Equal(["250-mx", "250-SIZE 1000000", "250 DSN"], Enumerable.Range(0, 3).Select(_ => client.Line()));
    }

    private static Listener Start(string server = "{}") =>
        ListeningServer.Start(server, with: options => options with { Certificate = SelfSignedCertificate.Create("mx") });
}
