using System.Text;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>Tells of a session's events, where somebody listens to them.</summary>
internal sealed class EventTeller(long session, Action<ListenEvent> sink)
{
    private const int LongestLine = 512;

    public void Connect(long now, string peer) => Tell(now, ListenEventKind.Connect, peer);

    public void Command(long now, ReadOnlySpan<byte> line) => Tell(now, ListenEventKind.Command, Printable(line));

    public void Data(long now, long size) => Tell(now, ListenEventKind.Data, $"{size} bytes");

    /// <param name="now">When it leaves.</param>
    /// <param name="octets">The reply as it is on the wire.</param>
    /// <param name="reason">Why it is not as usual.</param>
    public void Reply(long now, ReadOnlySpan<byte> octets, TraceReason? reason) => Tell(now, ListenEventKind.Reply, TextOf(octets), reason);

    public void Decision(long now, LiveDecision decision, ReadOnlySpan<byte> octets, ScenarioPolicy policy)
    {
        var reason = policy.Explain(decision.Reason);
        switch (decision.Fate)
        {
            case LiveFate.Send or LiveFate.Duplicate or LiveFate.Garble or LiveFate.Truncate:
                Reply(decision.Departure, octets, reason);
                break;
            case LiveFate.LoseReply:
                Tell(now, ListenEventKind.LostReply, TextOf(octets), reason);
                break;
            case LiveFate.Silent:
                Tell(now, ListenEventKind.Silent, "", reason);
                break;
            default:
                Tell(now, ListenEventKind.Reset, "", reason);
                break;
        }
    }

    public void Tls(long now, string protocol, string? failure = null) =>
        Tell(now, ListenEventKind.Tls, protocol, failure is null ? null : new TraceReason(failure, Rule: null));

    public void Kept(long now, string file) => Tell(now, ListenEventKind.Kept, file);

    public void Reset(long now, string reason) => Tell(now, ListenEventKind.Reset, "", new TraceReason(reason, Rule: null));

    public void Close(long now) => Tell(now, ListenEventKind.Close, "");

    private void Tell(long now, ListenEventKind kind, string text, TraceReason? reason = null) =>
        sink(new ListenEvent(Math.Round(now / 1e7, 6), session, kind, text, reason?.Text, reason?.Rule));

    /// <summary>Lines parted by <c>\n</c>. Replies are printable ASCII, and reflect nothing that a peer sent.</summary>
    private static string TextOf(ReadOnlySpan<byte> octets) =>
        Encoding.ASCII.GetString(octets.TrimEnd("\r\n"u8)).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>A terminal must not take what a peer sent for its own codes.</summary>
    private static string Printable(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd("\r\n"u8);
        return string.Create(Math.Min(line.Length, LongestLine), line, (text, octets) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = octets[i] is >= (byte)' ' and <= (byte)'~' ? (char)octets[i] : '?';
        });
    }
}
