using System.Diagnostics;
using SmtpSim.Model;

namespace SmtpSim.Wire.Tests;

public sealed class LoadRunTests : LoadTests
{
    private static readonly string[] All = ["mta-1/1", "mta-1/2", "mta-1/3", "mta-2/1", "mta-2/2", "mta-2/3"];

    [Theory]
    [InlineData("250 SIZE\r\n")]
    [InlineData("250 PIPELINING\r\n")]
    [InlineData("250-PIPELINING\r\n250 SIZE\r\n")]
    public async Task Load_ToAServerThatAccepts_DeliversEachMessageOnce(string extensions)
    {
        var inbox = new Inbox();
        await using var server = Each(() => inbox.AcceptAll(extensions));
        var outcome = await RunAsync(await OptionsAsync(server.Target));

        Assert.Equal(LoadEnd.Completed, outcome.End);
        Assert.True(outcome.Result.Complete);
        Assert.Equal(All, inbox.Names);
        var metrics = Assert.Single(outcome.Result.Clients);
        Assert.Equal((6, 6, 12), (metrics[ClientCounter.MessagesSubmitted], metrics[ClientCounter.MessagesDelivered], metrics[ClientCounter.RecipientsDelivered]));
        Assert.Equal(6 * 2000, metrics[ClientCounter.BytesDelivered]);
        Assert.Equal(6, metrics.EndsOf(SessionEnd.Completed, Protocol.Phase.ConnectionTermination));
        Assert.Equal((6, 6), (server.Count, outcome.Counts.Connections));
    }

    [Fact]
    public async Task Load_MessagesPerSession_ShareAConnection()
    {
        var inbox = new Inbox();
        await using var server = Each(() => inbox.AcceptAll());
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.concurrency=1", "clients.mta.messages-per-session=10", "servers.mx.count=1"));
        Assert.Equal(All, inbox.Names);
        Assert.Equal((2, 2), (server.Count, outcome.Counts.PeakConnections));
    }

    [Fact]
    public async Task Load_MaxConnections_AreNotPassed()
    {
        var inbox = new Inbox();
        await using var server = Each(() => inbox.AcceptAll());
        var outcome = await RunAsync(await OptionsAsync(server.Target) with { MaxConnections = 1, Speed = 1 });
        Assert.Equal(All, inbox.Names);
        Assert.Equal((6, 1), (server.Count, outcome.Counts.PeakConnections));
    }

    [Fact]
    public async Task Load_Greylisted_IsDeliveredByItsRetries()
    {
        var (inbox, seen) = (new Inbox(), new HashSet<string>());
        await using var server = Each(() =>
        {
            var accept = inbox.AcceptAll();
            return line =>
            {
                lock (seen)
                    return line.StartsWith("RCPT", StringComparison.Ordinal) && seen.Add(line) ? "451 4.7.1 Greylisted\r\n" : accept(line);
            };
        });
        // Every mailbox is new once: at most a try for each recipient of a message before it passes.
        var outcome = await RunAsync(await OptionsAsync(server.Target));
        var metrics = outcome.Result.Clients[0];
        Assert.Equal(6, metrics[ClientCounter.MessagesDelivered]);
        Assert.Equal(All, inbox.Names.Distinct());
        Assert.True(metrics[ClientCounter.Retries] > 0);
        Assert.Equal(seen.Count, metrics.Replies[451 - ReplyCounts.First]);
        Assert.True(metrics.Delay.Max >= Minutes(1).Ticks, "a retry took a minute of the scenario");
        Assert.True(outcome.WallS < 20);
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task Load_RefusedForGood_IsBouncedAtOnce(string at)
    {
        await using var server = Each(() => Refusing(at, "550 5.7.1 No\r\n"));
        var metrics = (await RunAsync(await OptionsAsync(server.Target))).Result.Clients[0];
        Assert.Equal((6, 6, 12), (metrics[ClientCounter.MessagesBounced], metrics[ClientCounter.Attempts], metrics[ClientCounter.RecipientsBounced]));
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task Load_RefusedInAPipelinedGroup_EndsInStep(string at)
    {
        await using var server = Each(() => Refusing(at, "450 4.7.1 Later\r\n", "250 PIPELINING\r\n"));
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.messages-per-session=10", "clients.mta.retry={ fixed: 1m, lifetime: 2m }"));
        var metrics = outcome.Result.Clients[0];
        Assert.Equal(6, metrics[ClientCounter.MessagesExpired]);
        // Had a reply gone to the wrong command, sessions would not have ended with QUIT.
        Assert.Equal(metrics[ClientCounter.SessionsOpened], metrics.EndsOf(SessionEnd.Completed, Protocol.Phase.ConnectionTermination));
    }

    [Fact]
    public async Task Load_421InTheMiddle_ClosesAndComesBack()
    {
        var (inbox, first) = (new Inbox(), 1);
        await using var server = Each(() =>
        {
            var accept = inbox.AcceptAll();
            return line => line == "DATA" && Interlocked.Exchange(ref first, 0) == 1 ? "421 4.3.2 Closing\r\n" : accept(line);
        });
        var metrics = (await RunAsync(await OptionsAsync(server.Target))).Result.Clients[0];
        Assert.Equal(All, inbox.Names);
        Assert.Equal((1, 7), (metrics.EndsOf(SessionEnd.ServiceClosing, Protocol.Phase.MailTransfer), metrics[ClientCounter.Attempts]));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("220-a\r\n250 b\r\n")]
    public async Task Load_ServerThatAnswersGarbage_FailsTheSessionAndIsCounted(string greeting)
    {
        await using var server = ScriptedServer.Answering(_ => "", greeting);
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none"));
        Assert.Equal((6, 6), (outcome.Counts.Garbled, outcome.Result.Clients[0][ClientCounter.MessagesExpired]));
        Assert.Equal(LoadEnd.NotSmtp, outcome.End);
    }

    [Fact]
    public async Task Load_ServerThatEverSpokeSmtp_IsAMailServer()
    {
        var sessions = 0;
        await using var server = ScriptedServer.Start(async peer =>
        {
            if (Interlocked.Increment(ref sessions) > 1)
            {
                await peer.SendAsync("garbage\r\n");
                return;
            }

            await peer.SendAsync("220 fake\r\n");
            while (await peer.ReadLineAsync() is not null)
                await peer.SendAsync("550 no\r\n");
        });
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none"));
        Assert.Equal((LoadEnd.Completed, 5), (outcome.End, outcome.Counts.Garbled));
    }

    [Fact]
    public async Task Load_TextOfWhichNothingIsTaken_TimesOutAtItsBlock()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            var accept = ScriptedServer.AcceptAll();
            await peer.SendAsync("220 fake\r\n");
            while (await peer.ReadLineAsync() is { } line)
            {
                await peer.SendAsync(accept(line)!);
                if (line == "DATA")
                    await peer.SilenceAsync();
            }
        });
        var outcome = await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none", "clients.mta.timeouts.block=5m", "traffic[0].size=40 MB"));
        var metrics = outcome.Result.Clients[0];
        Assert.Equal((6, 6), (metrics.EndsOf(SessionEnd.TimedOut, Protocol.Phase.MailTransfer), metrics[ClientCounter.MessagesExpired]));
        // The reply to the text would have been waited for an hour.
        Assert.InRange(metrics.SessionDuration.Mean, (double)Minutes(5).Ticks, Minutes(60).Ticks - 1);
    }

    [Fact]
    public async Task Load_ServerThatSaysNothing_TimesOutAsTheModelHasIt()
    {
        await using var server = ScriptedServer.Start(peer => peer.SilenceAsync());
        var metrics = (await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none", "clients.mta.timeouts.greeting=5m"))).Result.Clients[0];
        Assert.Equal(6, metrics.EndsOf(SessionEnd.TimedOut, Protocol.Phase.ConnectionEstablishment));
        Assert.True(metrics.SessionDuration.Mean >= Minutes(5).Ticks);
    }

    [Fact]
    public async Task Load_ServerThatHangsUp_LosesSessions()
    {
        await using var server = ScriptedServer.Answering(line => line == "DATA" ? null : "250 ok\r\n");
        var metrics = (await RunAsync(await OptionsAsync(server.Target, "clients.mta.retry=none"))).Result.Clients[0];
        Assert.Equal(6, metrics.EndsOf(SessionEnd.ConnectionLost, Protocol.Phase.MailTransfer));
    }

    [Fact]
    public async Task Load_RepliesOctetByOctet_AreUnderstood()
    {
        var inbox = new Inbox();
        await using var server = ScriptedServer.Start(async peer =>
        {
            var accept = inbox.AcceptAll("250 PIPELINING\r\n");
            async Task Dribble(string text)
            {
                foreach (var octet in text)
                {
                    await peer.SendAsync(octet.ToString());
                    await Task.Yield();
                }
            }

            await Dribble("220-one\r\n220 two\r\n");
            while (await peer.ReadLineAsync() is { } line)
                await Dribble(accept(line)!);
        });
        await RunAsync(await OptionsAsync(server.Target));
        Assert.Equal(All, inbox.Names);
    }

    [Theory]
    [InlineData("30 B")]
    [InlineData("300 B")]
    [InlineData("1 MB")]
    public async Task Load_TextOfAnySize_ArrivesWhole(string size)
    {
        var octets = 0L;
        var inbox = new Inbox();
        await using var server = Each(() =>
        {
            var (accept, inText) = (inbox.AcceptAll(), false);
            return line =>
            {
                if (inText && line != ".")
                    Interlocked.Add(ref octets, line.Length + 2);
                inText = line == "DATA" || (inText && line != ".");
                return accept(line);
            };
        });
        var outcome = await RunAsync(await OptionsAsync(server.Target, $"traffic[0].size={size}"));
        Assert.Equal(All, inbox.Names);
        var drawn = outcome.Result.Clients[0][ClientCounter.BytesDelivered];
        // Of the smallest the one header field that names the message is larger.
        Assert.Equal(size == "30 B" ? 6 * "X-SmtpSim-Message: mta-1/1\r\n\r\n".Length : drawn, octets);
    }

    [Fact]
    public async Task Load_NobodyListensAndAllIsGivenUpAtOnce_IsUnreachableToo()
    {
        var watch = Stopwatch.StartNew();
        var options = await OptionsAsync(await UnusedAsync(), "clients.mta.retry=none");
        var outcome = await RunAsync(options);
        Assert.Equal((LoadEnd.Unreachable, "connection refused"), (outcome.End, outcome.Trouble));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        // Who goes on all the same wants to know what became of the mail.
        outcome = await RunAsync(options with { KeepTrying = true });
        Assert.Equal((LoadEnd.Completed, 6), (outcome.End, outcome.Result.Clients[0][ClientCounter.MessagesExpired]));
    }

    [Fact]
    public async Task Load_NoAttemptLeftBeforeTheEnd_DoesNotWaitForIt()
    {
        await using var server = Each(() => Refusing("MAIL", "451 later\r\n"));
        // At this speed the end is an hour away, and the next attempt lies behind it.
        var options = await OptionsAsync(server.Target, "duration=1h", "drain=0s", "clients.mta.retry={ fixed: 2h, lifetime: 5d }");
        var outcome = await RunAsync(options with { Speed = 1 });
        Assert.Equal((LoadEnd.Completed, 6), (outcome.End, outcome.Result.Clients[0][ClientCounter.MessagesQueued]));
        Assert.InRange(outcome.WallS, 0, 30);
    }

    [Fact]
    public async Task Load_NobodyListens_EndsInSecondsAndSaysSo()
    {
        var watch = Stopwatch.StartNew();
        var outcome = await RunAsync(await OptionsAsync(await UnusedAsync()));
        Assert.Equal((LoadEnd.Unreachable, "connection refused"), (outcome.End, outcome.Trouble));
        Assert.InRange(watch.Elapsed.TotalSeconds, 2, 20);
    }

    [Fact]
    public async Task Load_NobodyListensAndKeepTrying_ComesToTheEndOfTheSchedule()
    {
        var outcome = await RunAsync(await OptionsAsync(await UnusedAsync(), "clients.mta.retry={ fixed: 1m, lifetime: 3m }") with { KeepTrying = true, Speed = 6000 });
        var metrics = outcome.Result.Clients[0];
        Assert.Equal((LoadEnd.Completed, 6), (outcome.End, metrics[ClientCounter.MessagesExpired]));
        Assert.Equal(metrics[ClientCounter.Attempts], metrics.EndsOf(SessionEnd.Refused, Protocol.Phase.ConnectionEstablishment));
    }

    [Fact]
    public async Task Load_Interrupted_KeepsWhatItHas()
    {
        using var interrupt = new CancellationTokenSource();
        var (inbox, count) = (new Inbox(), 0);
        await using var server = Each(() =>
        {
            var accept = inbox.AcceptAll();
            return line =>
            {
                if (line != "." || Interlocked.Increment(ref count) != 4)
                    return accept(line);
                interrupt.Cancel();
                return "";
            };
        });
        var outcome = await LoadRun.RunAsync(await OptionsAsync(server.Target, "clients.mta.concurrency=1", "servers.mx.count=1") with { Speed = 1 }, watch: null, interrupt.Token);
        var metrics = outcome.Result.Clients[0];
        Assert.Equal((LoadEnd.Interrupted, false), (outcome.End, outcome.Result.Complete));
        Assert.Equal(6, metrics[ClientCounter.MessagesDelivered] + metrics[ClientCounter.MessagesQueued]);
        // The one whose final dot had no answer is not delivered, whatever the other client came to.
        Assert.InRange(metrics[ClientCounter.MessagesDelivered], 0, 5);
    }

    [Fact]
    public async Task Load_Domains_AreThoseAskedFor()
    {
        var lines = new List<string>();
        await using var server = Each(() =>
        {
            var accept = ScriptedServer.AcceptAll();
            return line =>
            {
                lock (lines)
                    lines.Add(line);
                return accept(line);
            };
        });
        await RunAsync(await OptionsAsync(server.Target) with { FromDomain = "from.example", RecipientDomain = "to.example" });
        Assert.All(lines.Where(line => line.StartsWith("MAIL", StringComparison.Ordinal)), line => Assert.Matches("^MAIL FROM:<u1@from\\.example> SIZE=2000$", line));
        Assert.All(lines.Where(line => line.StartsWith("RCPT", StringComparison.Ordinal)), line => Assert.Matches("^RCPT TO:<m[0-9]+@to\\.example>$", line));
    }

    private static ScriptedServer Each(Func<Func<string, string?>> answer) => ScriptedServer.Start(async peer =>
    {
        var answers = answer();
        await peer.SendAsync("220 fake ESMTP\r\n");
        while (await peer.ReadLineAsync() is { } line)
        {
            if (answers(line) is not { } reply)
                return;
            await peer.SendAsync(reply);
        }
    });

    /// <summary>A server that refuses at one point; what follows a refused command in a group it answers as it must.</summary>
    private static Func<string, string?> Refusing(string at, string refusal, string extensions = "250 SIZE\r\n")
    {
        var (accept, mail, recipients) = (new Inbox().AcceptAll(extensions), false, 0);
        return line =>
        {
            var verb = line.Split(' ')[0];
            if (verb == "MAIL")
                (mail, recipients) = (at != "MAIL", 0);
            if (line.StartsWith(at, StringComparison.Ordinal) && (at != "." || line == "."))
            {
                if (at == ".")
                    accept(line);
                return refusal;
            }

            if (verb == "RCPT")
                recipients++;
            return verb is "RCPT" or "DATA" && !mail ? "503 5.5.1 No MAIL\r\n"
                : verb == "DATA" && recipients == 0 ? "554 5.5.1 No valid recipients\r\n"
                : accept(line);
        };
    }

    private static async Task<string> UnusedAsync()
    {
        await using var server = ScriptedServer.Start(_ => Task.CompletedTask);
        return server.Target;
    }
}
