using System.Text;

namespace SmtpSim.Protocol.Tests;

/// <summary>
/// Plays the server's lines of a transcript to a client. Lines begin with <c>S: </c> (sent), <c>C: </c> (expected), <c>-&gt;</c> (the
/// state that was
/// reached), <c>=</c> (what became of each recipient, at the end), <c>#</c> (comment) or <c>!</c>: <c>! message FROM TO,TO TEXT</c> (a
/// dash for no sender), <c>! helo</c>, <c>! timeout</c>, <c>! lost</c>.
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
        _messages = [.. lines.Where(line => line.StartsWith("! message ", StringComparison.Ordinal)).Select(ParseMessage)];
        _client = new ClientConversation("mta.example", new ClientSession(_messages, new ClientOptions { HeloOnly = lines.Contains("! helo") }));
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
        else Assert.Matches("^(#.*|! message .*|! helo|)$", line);
    }

    private void ShowState(StringBuilder text)
    {
        if (_client.Session.State != _shown) text.Append($"-> {_client.Session.State}\n");
        _shown = _client.Session.State;
    }

    private void ShowCommands(StringBuilder text)
    {
        var commands = _peer.Take();
        foreach (var command in commands.Split("\r\n")[..^1]) text.Append("C: ").Append(Octets.Escaped(command)).Append('\n');
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

    private static OutgoingMessage ParseMessage(string line)
    {
        var words = line.Split(' ', 5);
        return new OutgoingMessage(words[2] is "-" ? "" : words[2], words[3].Split(','), Octets.Of(words[4]));
    }
}
