using System.Text;

namespace SmtpSim.Protocol.Tests;

/// <summary>
/// Plays the server's lines of a transcript to a client. Lines begin with <c>S: </c> (sent), <c>C: </c> (expected), <c>-&gt;</c> (the
/// state that was
/// reached), <c>=</c> (what became of each recipient, at the end), <c>#</c> (comment) or <c>!</c>: <c>! message FROM TO,TO TEXT</c> (a
/// dash for no sender), <c>! with PARAMETER …</c> (of every message), <c>! use OPTION …</c>, <c>! timeout</c>, <c>! lost</c>, <c>! tls</c>
/// (the handshake is done). The client's user is "user" with the password "pencil", as in RFC 7677.
/// </summary>
internal sealed class ClientScript
{
    private static readonly string[] Results = ["C: ", "-> ", "= "];

    private readonly List<OutgoingMessage> _messages;
    private readonly ClientConversation _client;
    private readonly Peer _peer;
    private ClientState _shown = ClientState.Connecting;

    private ClientScript(string[] lines)
    {
        _messages = [.. lines.Where(line => line.StartsWith("! message ", StringComparison.Ordinal)).Select(line => With(ParseMessage(line), WordsAfter(lines, "! with ")))];
        _client = new ClientConversation("mta.example", new ClientSession(_messages, OptionsOf(WordsAfter(lines, "! use "))));
        _client.Session.OnConnected();
        _peer = new Peer(_client.Receive);
    }

    /// <summary>The transcript as the client makes it when it gets a line at a time.</summary>
    public static string Play(string transcript)
    {
        var lines = transcript.TrimEnd('\n').Split('\n');
        var script = new ClientScript(lines);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (Array.Exists(Results, mark => line.StartsWith(mark, StringComparison.Ordinal))) continue;
            if (line.StartsWith("S: ", StringComparison.Ordinal)) script.ShowState(text);
            text.Append(line).Append('\n');
            if (line.StartsWith("S: ", StringComparison.Ordinal)) script._peer.Feed(Octets.OfLine(line[3..]));
            else script.Obey(line);
            script.ShowCommands(text);
        }

        return text.Append(script.Fates()).ToString();
    }

    /// <summary>
    /// All commands when what stands between two instructions is fed in pieces of the given size, and what became of each recipient.
    /// </summary>
    public static (string Commands, ClientState State, string Fates) PlayInPieces(string transcript, int size)
    {
        var lines = transcript.TrimEnd('\n').Split('\n');
        var script = new ClientScript(lines);
        var pending = new List<byte>();
        foreach (var line in lines)
        {
            if (line.StartsWith("S: ", StringComparison.Ordinal)) pending.AddRange(Octets.OfLine(line[3..]));
            if (!line.StartsWith('!')) continue;
            script._peer.Feed(pending.ToArray(), size);
            pending.Clear();
            script.Obey(line);
        }

        script._peer.Feed(pending.ToArray(), size);
        return (script._peer.Take(), script._client.Session.State, script.Fates());
    }

    private void Obey(string line)
    {
        if (line is "! timeout") _client.Session.OnTimedOut();
        else if (line is "! lost") _client.Session.OnConnectionLost();
        else if (line is "! tls") _client.TlsEstablished(_peer.Output);
        else Assert.Matches("^(#.*|! message .*|! with .*|! use .*|)$", line);
    }

    private void ShowState(StringBuilder text)
    {
        if (_client.Session.State != _shown) text.Append($"-> {_client.Session.State}\n");
        _shown = _client.Session.State;
    }

    private void ShowCommands(StringBuilder text)
    {
        var commands = _peer.Take();
        var lines = commands.Split("\r\n");
        foreach (var command in lines[..^1]) text.Append("C: ").Append(Octets.Escaped(command)).Append('\n');
        if (lines[^1].Length > 0) text.Append("C: ").Append(Octets.Escaped(lines[^1])).Append("\\c\n"); // a chunk need not end with a line
        if (commands.Length > 0 || _client.Session.State == ClientState.Closed) ShowState(text);
    }

    private string Fates()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _messages.Count; i++)
        {
            var fates = _client.Session.FatesOf(i);
            for (var j = 0; j < fates.Length; j++)
                text.Append($"= {_messages[i].Recipients[j]}: {(fates[j].IsNone ? "undecided" : fates[j].ToString())}\n");
        }

        if (_client.Failure != ReplyParse.NeedMore) text.Append($"= not SMTP: {_client.Failure}\n");
        return text.ToString();
    }

    private static string[] WordsAfter(string[] lines, string instruction) =>
        lines.FirstOrDefault(line => line.StartsWith(instruction, StringComparison.Ordinal))?[instruction.Length..].Split(' ') ?? [];

    private static ClientOptions OptionsOf(string[] words) => new()
    {
        HeloOnly = words.Contains("helo"),
        Lmtp = words.Contains("lmtp"),
        Tls = words.Contains("tls-must") ? TlsUse.Must : words.Contains("tls-may") ? TlsUse.May : TlsUse.Never,
        Pipelining = words.Contains("pipelining"),
        Chunking = words.Contains("chunking"),
        ChunkSize = ValueOf(words, "chunk-size=") is { } size ? int.Parse(size) : 0,
        DeclaresSize = !words.Contains("no-size"),
        Credentials = words.Contains("auth") ? new Credentials("user", "pencil", "rOprNGfwEbeRWgbNEkqO") : null,
        Mechanisms = ValueOf(words, "mechanisms=") is { } names ? Enum.Parse<AuthMechanisms>(names) : AuthMechanisms.All,
        AllowsCleartextPassword = words.Contains("cleartext"),
    };

    private static OutgoingMessage With(OutgoingMessage message, string[] words) => message with
    {
        Body = ValueOf(words, "body=") is { } body ? Enum.Parse<BodyType>(body) : BodyType.Unspecified,
        SmtpUtf8 = words.Contains("smtputf8"),
        Return = ValueOf(words, "ret=") is { } part ? Enum.Parse<DsnReturn>(part) : DsnReturn.Unspecified,
        EnvelopeId = ValueOf(words, "envid="),
        Notifications = ValueOf(words, "notify=") is { } notify
            ? [.. message.Recipients.Select(to => new RecipientNotification(Enum.Parse<DsnNotify>(notify), $"rfc822;{to}"))]
            : [],
    };

    private static string? ValueOf(string[] words, string key) =>
        Array.Find(words, word => word.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static OutgoingMessage ParseMessage(string line)
    {
        var words = line.Split(' ', 5);
        return new OutgoingMessage(words[2] is "-" ? "" : words[2], words[3].Split(','), Octets.Of(words[4]));
    }
}
