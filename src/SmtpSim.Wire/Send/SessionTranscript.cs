using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// Writes down a session as <c>trace</c> does: what was sent is read off the octets, so that a line says what went over the wire and not
/// what was meant to. Texts of a server are shown as they came, but for what would upset a terminal; secrets are not shown.
/// </summary>
internal sealed class SessionTranscript
{
    private const string Secret = "(not shown)";

    private readonly List<TraceLine> _lines = [];
    private string? _replySoFar;

    public IReadOnlyList<TraceLine> Lines => _lines;

    /// <summary>Number of the message whose transaction is under way, from 1.</summary>
    public int Message { get; set; } = 1;

    /// <summary>Adds what happened, in words.</summary>
    public void Add(SimTime now, TraceKind kind, string text, Phase? phase, string? reason = null) => _lines.Add(new TraceLine
    {
        Time = now,
        Kind = kind,
        Text = text,
        Phase = phase,
        Session = 1,
        Attempt = Message,
        Message = Message,
        Reasons = reason is null ? [] : [new TraceReason(reason, Rule: null)],
    });

    /// <summary>Adds a line of a reply; a reply is shown once it is whole.</summary>
    /// <returns>The whole reply, when this was its last line; else null.</returns>
    public string? Receive(SimTime now, ReadOnlySpan<byte> line, ReplyLine parsed, bool isLast, Phase phase)
    {
        var text = Printable(line);
        _replySoFar = _replySoFar is null ? text : _replySoFar + "\n" + text;
        if (!isLast)
            return null;
        var whole = _replySoFar;
        _replySoFar = null;
        Add(now, TraceKind.Reply, whole, phase);
        _lines[^1] = _lines[^1] with { ReplyCode = parsed.Reply.Code };
        return whole;
    }

    /// <summary>Adds the commands that were sent together.</summary>
    /// <param name="now">When they left.</param>
    /// <param name="octets">What went over the wire; none where the state awaits a reply to something sent before.</param>
    /// <param name="state">Where the client stands now.</param>
    public void Send(SimTime now, ReadOnlySpan<byte> octets, ClientState state)
    {
        if (octets.IsEmpty)
            return;
        if (state == ClientState.BodySent)
        {
            AddText(now, octets.Length - EndOfText.Length);
            Add(now, TraceKind.EndOfText, ".", Phase.MailTransfer);
            return;
        }

        do
        {
            var end = octets.IndexOf("\r\n"u8);
            var line = end < 0 ? octets : octets[..end];
            octets = end < 0 ? [] : octets[(end + 2)..];
            Add(now, TraceKind.Command, state == ClientState.AuthSent ? WithoutSecret(line) : Printable(line), ClientTable.PhaseOf(state));
            // A chunk is not made of lines.
            if (state is ClientState.ChunkSent or ClientState.MailSent && line.StartsWith("BDAT "u8) && ChunkArgument.TryParse(line[5..], out var chunk))
            {
                AddText(now, (int)chunk.Size);
                octets = octets[(int)chunk.Size..];
            }
        }
        while (!octets.IsEmpty);
    }

    private static ReadOnlySpan<byte> EndOfText => ".\r\n"u8;

    private void AddText(SimTime now, int length)
    {
        if (length > 0)
            Add(now, TraceKind.MessageText, $"({Bytes(length)} of message text)", Phase.MailTransfer);
    }

    /// <summary>AUTH with the name of its mechanism; an asterisk, which gives up; anything else of the exchange may hold a password.</summary>
    private static string WithoutSecret(ReadOnlySpan<byte> line)
    {
        var words = Printable(line).Split(' ');
        return words[0] is not "AUTH" ? words[0] is "*" or "" ? words[0] : Secret
            : words.Length > 2 ? $"{words[0]} {words[1]} {Secret}"
            : string.Join(' ', words);
    }

    /// <summary>The text without what would move a cursor or colour a screen.</summary>
    private static string Printable(ReadOnlySpan<byte> text) =>
        string.Create(Encoding.UTF8.GetCharCount(text), text, static (characters, octets) =>
        {
            Encoding.UTF8.GetChars(octets, characters);
            foreach (ref var character in characters)
            {
                if (char.IsControl(character))
                    character = '?';
            }
        });

    private static string Bytes(int n) => n == 1 ? "1 byte" : $"{n:N0} bytes";
}
