using System.Net.Sockets;

namespace SmtpSim.Wire.Tests;

/// <summary>The listener as a whole: many sessions, stopping, what it tells and what it keeps.</summary>
public sealed class ListenerTests
{
    [Fact]
    public void Sessions_FiveHundredAtATime_AllDeliver()
    {
        using var listener = ListeningServer.Start();
        var clients = Enumerable.Range(0, 500).Select(_ => new RawClient(listener.EndPoint)).ToList();
        foreach (var client in clients)
            client.Reply();
        Assert.Equal(500, listener.Sessions().Count);
        foreach (var client in clients)
            client.Send("EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<b@mx>\r\nDATA\r\n");
        foreach (var client in clients)
        {
            Assert.Equal("250250250354", string.Concat(Enumerable.Range(0, 4).Select(_ => client.Reply()[..3])));
            client.Send("x\r\n.\r\nQUIT\r\n");
        }
        foreach (var client in clients)
        {
            Assert.Equal("250221", client.Reply()[..3] + client.Reply()[..3]);
            Assert.Null(client.Line());
            client.Dispose();
        }
        Assert.Equal((500, 500), (listener.Totals().Messages, listener.Totals().PeakSessions));
    }

    [Fact]
    public async Task Stop_OpenSessions_Are421AndClosed()
    {
        using var listener = ListeningServer.Start("{ service: { mail: 1h } }");
        using var idle = RawClient.Greeted(listener);
        using var waiting = RawClient.Greeted(listener);
        waiting.Send("MAIL FROM:<a@b>\r\n");
        Assert.True(SpinWait.SpinUntil(() => listener.Sessions().Any(session => session.Waits), TimeSpan.FromSeconds(20)));
        var stop = Task.Run(listener.Stop);
        Assert.StartsWith("421 ", idle.Reply());
        Assert.StartsWith("250 ", waiting.Reply());
        Assert.StartsWith("421 ", waiting.Reply());
        Assert.Null(idle.Line());
        Assert.Null(waiting.Line());
        idle.Dispose();
        waiting.Dispose();
        await stop.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Throws<SocketException>(() => new RawClient(listener.EndPoint).Dispose());
    }

    [Fact]
    public void Port_Taken_IsAnErrorOfTheSocket()
    {
        using var listener = ListeningServer.Start();
        var failure = Assert.Throws<SocketException>(() => ListeningServer.Start(with: options => options with { EndPoint = listener.EndPoint }));
        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    [Fact]
    public void Events_OfASession_TellEveryLineAndTheRule()
    {
        var events = new System.Collections.Concurrent.ConcurrentQueue<ListenEvent>();
        using var listener = ListeningServer.Start("{ mailboxes: 5, unknown: { share: 100%, reply: 550 5.1.1 None } }", with: options => options with { OnEvent = events.Enqueue });
        using (var client = RawClient.Greeted(listener))
        {
            client.Mail("m3@mx");
            client.Mail("b@mx");
            client.Say("QUIT \u00e4\u001b[31m");
        }
        Assert.True(SpinWait.SpinUntil(() => events.Any(item => item.Event == ListenEventKind.Close), TimeSpan.FromSeconds(20)));
        Assert.Equal("servers.mx.unknown", Assert.Single(events, item => item.Text == "550 5.1.1 None").Rule);
        Assert.Contains(events, item => item is { Event: ListenEventKind.Command, Text: "RCPT TO:<m3@mx>" });
        Assert.Contains(events, item => item is { Event: ListenEventKind.Command, Text: "QUIT ???[31m" } or { Text: "QUIT ??[31m" });
        Assert.Equal(ListenEventKind.Connect, events.First().Event);
    }

    [Fact]
    public void Keep_AcceptedMail_IsInBothFormsWithItsEnvelope()
    {
        var folder = Directory.CreateTempSubdirectory("smtpsim-keep");
        try
        {
            var store = new MailStore(Path.Combine(folder.FullName, "box"), Path.Combine(folder.FullName, "eml"));
            store.Prepare();
            using var listener = ListeningServer.Start(with: options => options with { Store = store });
            using (var client = RawClient.Greeted(listener))
            {
                Assert.StartsWith("250 ", client.Mail("b@mx", text: "Subject: kept\r\n\r\n..dot\r\nbare\rcr\r\n")[^1]);
                client.Say("MAIL FROM:<>");
                client.Say("RCPT TO:<c@mx>");
                client.Say("DATA");
                client.Send("half of a message");
            }
            Assert.True(SpinWait.SpinUntil(() => listener.Connections == 0, TimeSpan.FromSeconds(20)));
            var eml = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(folder.FullName, "eml"))));
            Assert.Matches(
                "^Return-Path: <a@client.example>\r\nX-Envelope-To: <b@mx>\r\nReceived: from client.example \\(\\[127.0.0.1\\]\\)\r\n\tby mx with ESMTP id [^\r]+\r\n\tfor <b@mx>;\r\n\t[^\r]+ \\+0000\r\nSubject: kept\r\n\r\n\\.dot\r\nbare\rcr\r\n$", eml);
            var mail = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(folder.FullName, "box", "new"))));
            Assert.Equal(eml.Replace("\r\n", "\n", StringComparison.Ordinal), mail);
            Assert.Empty(Directory.GetFiles(Path.Combine(folder.FullName, "box", "tmp")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
