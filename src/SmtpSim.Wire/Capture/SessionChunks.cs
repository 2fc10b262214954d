using System.Buffers;
using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>What one side sends at one time.</summary>
/// <param name="Time">Tick at the client: when it leaves, or arrives.</param>
/// <param name="FromClient">Whose it is.</param>
internal sealed record Chunk(long Time, bool FromClient)
{
    public List<byte> Octets { get; } = [];

    public List<string> Comments { get; } = [];

    /// <summary>How often its last segment is lost.</summary>
    public int Losses { get; set; }

    /// <summary>Of a client: when its last octet leaves. Of a server: when it left there.</summary>
    public long Left { get; set; }

    /// <summary>How much of it is sent; less than all where the session ends before <see cref="Left"/>.</summary>
    public int Sent { get; set; }
}

/// <summary>The lines of a session as octets: what goes out together stands in one chunk.</summary>
internal sealed class SessionChunks(SessionLog session, string client, DateTimeOffset epoch, Func<TraceReason, string> describe)
{
    private readonly List<Chunk> _chunks = [];
    private readonly List<string> _recipients = [];
    private readonly RandomKey _tlsKey = new RandomKey(CaptureAddresses.InitialSequence(session, ofClient: true)).Derive((ulong)(uint)session.Number);
    private string _sender = "";
    private string _command = "";
    private bool _insideTls;
    private ulong _records;

    /// <summary>The chunks, and what is to be said where the session ends.</summary>
    public (List<Chunk> Chunks, List<string> AtEnd) Build()
    {
        var atEnd = new List<string>();
        foreach (var line in session.Lines)
        {
            switch (line.Kind)
            {
                case TraceKind.Command:
                    AddCommand(line);
                    break;
                case TraceKind.MessageText:
                    AddText(line);
                    break;
                case TraceKind.EndOfText:
                    EndText(line);
                    break;
                case TraceKind.Reply:
                    AddReply(line);
                    break;
                case TraceKind.LostReply:
                    atEnd.Add($"the server sent '{line.Text.Replace('\n', ' ')}' at {line.Time}, which never arrived{Because(line)}");
                    break;
                case TraceKind.TlsHandshake:
                    FinishHandshake(line);
                    break;
                case TraceKind.Connect:
                    break;
                case TraceKind.Refused or TraceKind.Reset or TraceKind.TimedOut:
                    atEnd.Add(line.Text + Because(line));
                    break;
                default:
                    // What an attempt came to is known with the last thing that happened in it.
                    (_chunks.Count > 0 && line.Time.Ticks < session.Ended.Ticks ? _chunks[^1].Comments : atEnd).Add(line.Text + Because(line));
                    break;
            }
        }
        return (_chunks, atEnd);
    }

    private void AddCommand(TraceLine line)
    {
        _command = line.Text;
        if (line.Text.StartsWith("MAIL", StringComparison.Ordinal))
        {
            _sender = PathIn(line.Text);
            _recipients.Clear();
        }
        else if (line.Text.StartsWith("RCPT", StringComparison.Ordinal))
        {
            _recipients.Add(PathIn(line.Text));
        }
        Add(line, Encoding.UTF8.GetBytes(line.Text + "\r\n"));
    }

    /// <summary>The text up to its final dot, which may come later or never.</summary>
    private void AddText(TraceLine line)
    {
        var text = MessageBody.Write((int)line.Bytes, epoch.AddTicks(line.Time.Ticks), _sender, _recipients, $"{client}/{line.Message}");
        // A chunk is sent as it is, without dots and without an end (RFC 3030 section 2).
        if (!_command.StartsWith("BDAT", StringComparison.Ordinal))
            text = Stuffed(text);
        var chunk = new Chunk(line.Time.Ticks, FromClient: true) { Left = line.Left.Ticks, Losses = line.Losses };
        chunk.Octets.AddRange(Protected(text));
        if (_insideTls)
            chunk.Comments.Add($"C: {line.Text}");
        _chunks.Add(chunk);
        var whole = line.Left <= session.Ended;
        var share = whole ? 1 : (double)(session.Ended.Ticks - line.Time.Ticks) / (line.Left.Ticks - line.Time.Ticks);
        chunk.Sent = (int)(chunk.Octets.Count * share);
        if (!whole)
            chunk.Comments.Add("the session ends before the message is sent whole");
    }

    private void EndText(TraceLine line)
    {
        _chunks[^1].Losses = line.Losses;
        Comment(_chunks[^1], line);
    }

    private void AddReply(TraceLine line)
    {
        Add(line, Encoding.UTF8.GetBytes(line.Text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"));
        if (_command == "STARTTLS" && line.ReplyCode == 220)
            BeginHandshake(line);
        if (line.Losses > 0)
            _chunks[^1].Comments.Add($"left the server at {line.Left} and was lost {Times(line.Losses)} on its way (network.loss): only the copy that arrived is seen here");
    }

    /// <summary>Lines of one side at one time go out together, as pipelined commands do (RFC 2920).</summary>
    private void Add(TraceLine line, byte[] octets)
    {
        if (_chunks.Count == 0 || _chunks[^1].FromClient != line.IsFromClient || _chunks[^1].Time != line.Time.Ticks)
            _chunks.Add(new Chunk(line.Time.Ticks, line.IsFromClient) { Left = line.Left.Ticks });
        var chunk = _chunks[^1];
        chunk.Octets.AddRange(Protected(octets));
        chunk.Sent = chunk.Octets.Count;
        if (_insideTls)
            chunk.Comments.Add($"{(line.IsFromClient ? "C: " : "S: ")}{line.Text.Replace('\n', ' ')}");
        chunk.Losses = Math.Max(chunk.Losses, line.IsFromClient ? line.Losses : 0);
        chunk.Left = Math.Max(chunk.Left, line.Left.Ticks);
        Comment(chunk, line);
    }

    /// <summary>The client's hello leaves as soon as the server is ready for it.</summary>
    private void BeginHandshake(TraceLine line) => AddOctets(line.Time.Ticks, fromClient: true, TlsRecords.ClientHello(_tlsKey), line.Time.Ticks);

    private void FinishHandshake(TraceLine line)
    {
        AddOctets(line.Time.Ticks, fromClient: false, TlsRecords.ServerHello(_tlsKey.Derive(0)), line.Left.Ticks);
        Comment(_chunks[^1], line);
        AddOctets(line.Time.Ticks, fromClient: true, TlsRecords.Finished(_tlsKey.Derive(1)), line.Time.Ticks);
        _insideTls = true;
    }

    private void AddOctets(long time, bool fromClient, byte[] octets, long left)
    {
        var chunk = new Chunk(time, fromClient) { Left = left, Sent = octets.Length };
        chunk.Octets.AddRange(octets);
        _chunks.Add(chunk);
    }

    private byte[] Protected(byte[] octets) => _insideTls ? TlsRecords.Encrypted(octets.Length, _tlsKey.Derive(++_records + 1)) : octets;

    private static byte[] Stuffed(byte[] text)
    {
        var wire = new ArrayBufferWriter<byte>(text.Length + 8);
        var stuffer = new DotStuffer();
        stuffer.Write(text, wire);
        stuffer.End(wire);
        return wire.WrittenSpan.ToArray();
    }

    private void Comment(Chunk chunk, TraceLine line)
    {
        if (line.Reasons.Count > 0)
            chunk.Comments.Add(Reasons(line));
    }

    private string Because(TraceLine line) => line.Reasons.Count == 0 ? "" : ": " + Reasons(line);

    private string Reasons(TraceLine line) => string.Join("; and ", line.Reasons.Select(describe));

    internal static string Times(int n) => n == 1 ? "once" : $"{n} times";

    private static string PathIn(string command)
    {
        var (start, end) = (command.IndexOf('<', StringComparison.Ordinal), command.IndexOf('>', StringComparison.Ordinal));
        return start < 0 || end < start ? "" : command[(start + 1)..end];
    }
}
