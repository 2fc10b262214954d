using System.Buffers;
using System.Text;
using SmtpSim.Protocol;
using static System.StringComparison;

namespace SmtpSim.Model.Tests;

/// <summary>
/// Replays a traced session on octets through both halves of the protocol: a server that is to find every command in order and well formed,
/// and a client that is to send the very same commands when it reads the same replies.
/// </summary>
internal static class DialogueReplay
{
    /// <param name="session">Its lines.</param>
    /// <param name="group">The client's.</param>
    /// <param name="faults">Those of the server. Where one of them twists a reply, what the server said is not what it did; the client goes by what it reads all the same.</param>
    public static void Check(IReadOnlyList<TraceLine> session, ClientGroup group, IReadOnlyList<FaultSpec> faults)
    {
        var lines = InOrderOfLeaving(session.Where(line => line.IsFromClient || line.IsFromServer));
        if (!lines.SelectMany(line => line.Reasons).Any(reason => IsTwist(reason, faults)))
            AgainstServer(lines, session.First(line => line.Kind == TraceKind.Connect).Text.Split(' ')[^1]);
        AgainstClient(lines, group);
    }

    /// <summary>A reply that is lost stands where it left the server; replies of its group that left before it may be read after that.</summary>
    private static List<TraceLine> InOrderOfLeaving(IEnumerable<TraceLine> session)
    {
        var lines = session.ToList();
        var lost = lines.FindIndex(line => line.Kind == TraceKind.LostReply);
        for (; lost >= 0 && lost + 1 < lines.Count && lines[lost + 1] is { Kind: TraceKind.Reply } next && next.Left <= lines[lost].Time; lost++)
            (lines[lost], lines[lost + 1]) = (lines[lost + 1], lines[lost]);
        return lines;
    }

    private static bool IsTwist(TraceReason reason, IReadOnlyList<FaultSpec> faults)
        => Enumerable.Range(0, faults.Count).Any(i => reason.Rule == $"servers.mx.faults[{i}]" && faults[i].Kind is FaultKind.Duplicate or FaultKind.Garble or FaultKind.WrongCode);

    private static void AgainstServer(List<TraceLine> lines, string domain)
    {
        var script = new Script(lines.Where(line => line.IsFromServer), domain);
        var server = new ServerConversation(script, ServerOffer.Everything with { MaxRecipients = 0, MaxErrors = 0, Lmtp = IsLmtp(lines) }, script.Texts);
        var output = new ArrayBufferWriter<byte>();
        server.Greet(output);
        TraceLine? before = null;
        var chunked = false;
        foreach (var line in lines)
        {
            if (line.IsFromServer)
            {
                if (output.WrittenCount == 0 && line.Text.Contains(" Idle for too long", Ordinal))
                    server.TimeOut(output);
                // Between a group and the chunk that came behind it an outage began, which goes before the order of commands.
                if (line.Text.StartsWith("421", Ordinal) && line.Text.Contains("Service not available", Ordinal) && before is { Kind: TraceKind.Reply } && Encoding.ASCII.GetString(output.WrittenSpan).StartsWith("503", Ordinal))
                {
                    output.ResetWrittenCount();
                    server.Shutdown(output);
                }
                Take(output, Wire(line));
                // After a lost reply the simulated server hears no more: the rest of the group goes unanswered.
                if (line.Kind == TraceKind.LostReply && output.WrittenCount > 0)
                    return;
            }
            else
            {
                // Only within a group does a command come before the answer to the one before it.
                Assert.True(output.WrittenCount == 0 || before is { IsFromClient: true } && before.Time == line.Time, $"an answer before {line.Text}");
                var sent = line.Kind != TraceKind.MessageText ? line.Text + "\r\n" : chunked ? new string('x', (int)line.Bytes) : "text\r\n";
                chunked = line.Text.StartsWith("BDAT", Ordinal);
                Assert.Equal(sent.Length, server.Receive(Encoding.ASCII.GetBytes(sent), output));
            }
            before = line;
        }
    }

    private static void AgainstClient(List<TraceLine> lines, ClientGroup group)
    {
        var commands = lines.Where(line => line.Kind == TraceKind.Command).Select(line => line.Text).ToList();
        var heloOnly = commands is [var first, ..] && first.StartsWith("HELO", Ordinal);
        var client = new ClientConversation(NameOf(commands), new Protocol.ClientSession(Messages(lines), new ClientOptions { HeloOnly = heloOnly, Lmtp = IsLmtp(lines), Pipelining = group.Pipelining, Chunking = group.Chunking }));
        var output = new ArrayBufferWriter<byte>();
        client.Session.OnConnected();
        foreach (var line in lines)
        {
            if (line.Kind == TraceKind.LostReply)
                break;
            if (line.IsFromServer)
            {
                // A client that knows the largest size does not try; the simulated one asks the server.
                var octets = Encoding.ASCII.GetBytes(Wire(line).Replace("250-SIZE 4000", "250-SIZE", Ordinal).Replace("250 SIZE 4000", "250 SIZE", Ordinal));
                Assert.Equal(octets.Length, client.Receive(octets, output));
                continue;
            }
            if (line.Kind == TraceKind.Command)
            {
                Take(output, line.Text + "\r\n");
                continue;
            }
            if (line.Kind == TraceKind.EndOfText)
                Assert.EndsWith("\r\n.\r\n", Encoding.ASCII.GetString(output.WrittenSpan), Ordinal);
            if (line.Kind == TraceKind.EndOfText || lines[lines.IndexOf(line) - 1].Text.StartsWith("BDAT", Ordinal))
                output.ResetWrittenCount();
        }
    }

    /// <summary>What was written begins so; the rest stays.</summary>
    private static void Take(ArrayBufferWriter<byte> output, string expected)
    {
        var written = Encoding.ASCII.GetString(output.WrittenSpan);
        Assert.StartsWith(expected, written, Ordinal);
        output.ResetWrittenCount();
        output.Write(Encoding.ASCII.GetBytes(written[expected.Length..]));
    }

    private static bool IsLmtp(List<TraceLine> lines) => lines.Exists(line => line.Text.StartsWith("LHLO", Ordinal));

    private static string NameOf(List<string> commands)
        => commands is [var first, ..] && first.Contains("LO ", Ordinal) ? first[5..] : "";

    private static List<OutgoingMessage> Messages(List<TraceLine> lines)
    {
        var messages = new List<OutgoingMessage>();
        var recipients = new List<string>();
        var expected = true;
        foreach (var text in lines.Where(line => line.Kind == TraceKind.Command).Select(line => line.Text))
        {
            if (text.StartsWith("RSET", Ordinal))
                expected = true;
            else if (text.StartsWith("RCPT TO:<", Ordinal))
                recipients.Add(text[9..^1]);
            if (!text.StartsWith("MAIL FROM:<", Ordinal))
                continue;
            expected = false;
            var end = text.IndexOf('>', Ordinal);
            var size = text.IndexOf("SIZE=", Ordinal) is > 0 and var at ? int.Parse(text[(at + 5)..]) : 10;
            messages.Add(new OutgoingMessage(text[11..end], recipients = [], TextOf(size)));
        }
        // A session is opened for a message, and RSET is sent for one, even when its MAIL is never sent.
        if (expected)
            messages.Add(new OutgoingMessage("u@x", ["m@x"], new byte[10]));
        return [.. messages.Select(message => message.Recipients.Count > 0 ? message : message with { Recipients = ["m@x"] })];
    }

    /// <summary>A text of so many octets, its line ended: a client adds what is missing.</summary>
    private static byte[] TextOf(int size) => [.. new byte[size - 2], (byte)'\r', (byte)'\n'];

    private static string Wire(TraceLine line) => line.Text.Replace("\n", "\r\n", Ordinal) + "\r\n";

    /// <summary>Answers as the trace says, each command once.</summary>
    private sealed class Script : IServerPolicy
    {
        private readonly Queue<Reply> _replies = [];
        private readonly List<string> _texts = [];

        public Script(IEnumerable<TraceLine> replies, string domain)
        {
            // What is out of order the server refuses by itself.
            foreach (var line in replies.Where(line => line.ReplyCode != 503))
                _replies.Enqueue(Parse(line.Text));
            // What the replayed server says of its own has an enhanced status code where the traced one's has.
            Texts = new ReplyTexts(_texts, domain).For(domain, ServerOffer.Everything with { Extensions = ShowsStatus(replies) ? ServiceExtensions.EnhancedStatusCodes : ServiceExtensions.None });
        }

        public ReplyTexts Texts { get; }

        private static bool ShowsStatus(IEnumerable<TraceLine> replies) =>
            replies.FirstOrDefault(line => line.Text.StartsWith("250-", Ordinal) || line.Text.StartsWith("502 ", Ordinal)) is { } hello
                ? hello.Text.Contains("ENHANCEDSTATUSCODES", Ordinal)
                : replies.Any(line => line.Text.StartsWith("421 4.", Ordinal));

        public Reply OnConnected() => Next();

        public Reply OnHello(Verb verb, ReadOnlySpan<byte> domain) => Next();

        public Reply OnMail(in MailArgument mail) => Next();

        public Reply OnRecipient(in MailPath recipient) => Next();

        public Reply OnData() => Next();

        public Reply OnMessage(long size) => Next();

        public Reply OnOther(Verb verb, ReadOnlySpan<byte> argument) => Next();

        /// <summary>What the trace does not say is silence.</summary>
        private Reply Next() => _replies.Count > 0 ? _replies.Dequeue() : WellKnownReplies.ServiceClosing;

        private Reply Parse(string text)
        {
            var parser = default(ReplyParser);
            var rest = Encoding.ASCII.GetBytes(text.Replace("\n", "\r\n", Ordinal) + "\r\n").AsSpan();
            var lines = new List<string>();
            while (true)
            {
                var found = parser.TryRead(rest, out var line, out var consumed);
                Assert.True(found is ReplyParse.Line or ReplyParse.Complete, $"{found}: {text}");
                lines.Add(Encoding.ASCII.GetString(line.TextOf(rest)));
                rest = rest[consumed..];
                if (found == ReplyParse.Line)
                    continue;
                Assert.True(rest.IsEmpty, text);
                var joined = string.Join('\n', lines);
                if (!_texts.Contains(joined))
                    _texts.Add(joined);
                return line.Reply.WithText(ReplyTexts.FirstExtra + _texts.IndexOf(joined));
            }
        }
    }
}
