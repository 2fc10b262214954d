using System.Globalization;
using System.Text;

namespace SmtpSim.Protocol.Tests;

/// <summary>
/// Plays the client's lines of a transcript to a server. Lines begin with <c>C: </c> (sent), <c>S: </c> (expected), <c>-&gt;</c> (the
/// state that was
/// reached), <c>#</c> (comment), <c>|</c> (message text that arrived) or <c>!</c>: <c>! reply STEP [ARGUMENT] REPLY</c>, <c>! size N</c>,
/// <c>! recipients N</c>, <c>! offer EXTENSION,…|Everything</c>, <c>! server SETTING …</c>, <c>! shutdown</c>, <c>! timeout</c>,
/// <c>! lost</c>, <c>! tls</c> (the handshake is done). The server's user is "user" with the password "pencil", as in RFC 7677.
/// </summary>
internal sealed class ServerScript
{
    private static readonly string[] Results = ["S: ", "-> ", "| "];
    private static readonly string[] Preparations = ["#", "! reply ", "! size ", "! recipients ", "! offer ", "! server ", "! mails "];

    private readonly ScriptedPolicy _policy = new();
    private readonly ServerConversation _server;
    private readonly Peer _peer;
    private ServerState _shown = ServerState.Connected;
    private int _messagesShown;

    private ServerScript(string[] lines)
    {
        var offer = OfferOf(lines);
        _server = new ServerConversation(_policy, offer, ReplyTexts.Standard.For("mx.example", offer));
        _peer = new Peer(_server.Receive);
    }

    /// <summary>The transcript as the server makes it when it gets a line at a time.</summary>
    public static string Play(string transcript)
    {
        var lines = transcript.TrimEnd('\n').Split('\n');
        var script = new ServerScript(lines);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (Array.Exists(Results, mark => line.StartsWith(mark, StringComparison.Ordinal))) continue;
            script.GreetBefore(line);
            script.Show(text);
            text.Append(line).Append('\n');
            if (line.StartsWith("C: ", StringComparison.Ordinal)) script._peer.Feed(Octets.OfLine(line[3..]));
            else script.Obey(line);
            script.Show(text);
        }

        return text.ToString();
    }

    /// <summary>
    /// All replies when what stands between two instructions is fed in pieces of the given size, and the state at the end.
    /// </summary>
    public static (string Replies, ServerState State, string Messages) PlayInPieces(string transcript, int size)
    {
        var lines = transcript.TrimEnd('\n').Split('\n');
        var script = new ServerScript(lines);
        var pending = new List<byte>();
        foreach (var line in lines)
        {
            script.GreetBefore(line);
            if (line.StartsWith("C: ", StringComparison.Ordinal)) pending.AddRange(Octets.OfLine(line[3..]));
            if (!line.StartsWith('!')) continue;
            script._peer.Feed(pending.ToArray(), size);
            pending.Clear();
            script.Obey(line);
        }

        script._peer.Feed(pending.ToArray(), size);
        return (script._peer.Take(), script._server.Session.State, string.Concat(script._policy.Messages));
    }

    /// <summary>The greeting comes before the first line of the client; instructions above it prepare the server.</summary>
    private void GreetBefore(string line)
    {
        var prepares = Array.Exists(Preparations, mark => line.StartsWith(mark, StringComparison.Ordinal));
        if (prepares || _server.Session.State != ServerState.Connected) return;
        _server.Greet(_peer.Output);
    }

    private void Obey(string line)
    {
        if (line.StartsWith("! reply ", StringComparison.Ordinal)) _policy.Set(line[8..]);
        else if (line is "! shutdown") _server.Shutdown(_peer.Output);
        else if (line is "! timeout") _server.TimeOut(_peer.Output);
        else if (line is "! lost") _server.Session.OnConnectionLost();
        else if (line is "! tls") _server.TlsEstablished();
        else Assert.Matches("^(#.*|! size .*|! recipients .*|! offer .*|! server .*|! mails .*|)$", line);
    }

    private void Show(StringBuilder text)
    {
        foreach (var message in _policy.Messages.Skip(_messagesShown))
            text.Append("| ").Append(Octets.Escaped(message)).Append('\n');
        _messagesShown = _policy.Messages.Count;
        foreach (var reply in _peer.Take().Split("\r\n")[..^1]) text.Append("S: ").Append(reply).Append('\n');
        if (_server.Session.State != _shown) text.Append($"-> {_server.Session.State}\n");
        _shown = _server.Session.State;
    }

    private static ServerOffer OfferOf(string[] lines)
    {
        var names = WordAfter(lines, "! offer ") ?? ServerOffer.Standard.Extensions.ToString();
        var settings = (WordAfter(lines, "! server ") ?? "").Split(' ');
        return new ServerOffer
        {
            Extensions = names == "Everything" ? ServerOffer.Everything.Extensions : Enum.Parse<ServiceExtensions>(names),
            Mechanisms = names == "Everything" || names.Contains("Auth") ? AuthMechanisms.All : AuthMechanisms.None,
            MaxSize = NumberAfter(lines, "! size "),
            MaxRecipients = NumberAfter(lines, "! recipients "),
            MaxMailsPerSession = NumberAfter(lines, "! mails "),
            RequiresTls = settings.Contains("requires-tls"),
            RequiresAuth = settings.Contains("requires-auth"),
            AuthOnlyInsideTls = settings.Contains("auth-inside-tls"),
            Lmtp = settings.Contains("lmtp"),
            RefusesBareLineEnds = settings.Contains("refuses-bare-line-ends"),
            MaxErrors = settings.Contains("three-errors") ? 3 : 20,
            MaxIdleCommands = settings.Contains("five-idle") ? 5 : 1000,
        };
    }

    private static string? WordAfter(string[] lines, string instruction) =>
        lines.FirstOrDefault(line => line.StartsWith(instruction, StringComparison.Ordinal))?[instruction.Length..];

    private static int NumberAfter(string[] lines, string instruction) =>
        WordAfter(lines, instruction) is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
}
