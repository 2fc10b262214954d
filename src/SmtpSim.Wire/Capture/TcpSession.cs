using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <summary>
/// A session as the TCP segments that pass the client's host. When segments of text leave and arrive, and how often they are lost, is
/// the model's; what the model has no word for is as RFC 9293, 1122 and 6298 have it: pure acknowledgements, their delay, the handshake.
/// What the network loses of the client's is seen here as it leaves, and again after its time-out; what it loses of the server's is not.
/// </summary>
internal sealed class TcpSession(SessionLog session, List<Chunk> chunks, IReadOnlyList<string> atEnd)
{
    /// <summary>RFC 1122 section 4.2.3.2 allows half a second; 40 ms are common.</summary>
    private const long AckDelay = 40 * SimDuration.TicksPerMillisecond;

    private readonly List<TcpSegment> _plan = [];
    private readonly long _end = session.Ended.Ticks;
    private long _client = 1;
    private long _server = 1;

    private long RoundTrip => 2 * session.Floor.Ticks;

    private bool IsEstablished => session.Established != SimTime.Never;

    private TraceLine? Last => session.Lines.LastOrDefault(line => line.Kind is TraceKind.Reply or TraceKind.Refused or TraceKind.Reset or TraceKind.TimedOut);

    /// <summary>The segments, in the order of their times.</summary>
    /// <param name="title">Said of the first segment.</param>
    public List<TcpSegment> Segments(string title)
    {
        Connect(title);
        foreach (var chunk in chunks)
        {
            if (chunk.FromClient)
                FromClient(chunk);
            else
                FromServer(chunk);
        }
        if (session.Ended != SimTime.Never)
            End();
        return Acknowledge();
    }

    /// <summary>The handshake. SYN is sent again after 1 s, 3 s, 7 s … (RFC 6298 section 5.5) for as long as nothing answers it.</summary>
    private void Connect(string title)
    {
        var start = session.Lines[0].Time.Ticks;
        var answered = Math.Min(session.Established.Ticks, _end);
        var losses = session.Lines[0].Losses;
        for (var n = 0; n <= Link.MaxLosses && (n == 0 || Again(start, n) < answered); n++)
        {
            var comment = n == 0 ? title : $"nothing has answered: SYN again, {n}";
            Plan(Again(start, n), fromClient: true, TcpFlags.Syn, 0, default, n < losses ? comment + "; the network loses it (network.loss)" : comment);
        }
        if (!IsEstablished)
            return;
        Plan(session.Established.Ticks, fromClient: false, TcpFlags.Syn | TcpFlags.Ack, 0, default);
        Plan(session.Established.Ticks, fromClient: true, TcpFlags.Ack, 1, default);
    }

    private void FromClient(Chunk chunk)
    {
        var octets = chunk.Octets.ToArray();
        for (var start = 0; start < chunk.Sent; start += PacketWriter.MaxSegment)
        {
            var end = Math.Min(start + PacketWriter.MaxSegment, chunk.Sent);
            var isLast = end == octets.Length;
            var time = chunk.Time + (long)((decimal)(chunk.Left - chunk.Time) * end / octets.Length);
            var comment = start == 0 ? Comment(chunk) : null;
            Send(time, octets.AsMemory(start, end - start), isLast ? chunk.Losses : 0, isLast, (start / PacketWriter.MaxSegment & 1) == 1, comment);
        }
    }

    /// <summary>
    /// A segment, sent again as often as it is lost; and when the server's host acknowledges it, if it can be reached. If not, what was sent last alone is
    /// sent again, as the probe of RFC 8985 section 7.3 is: an earlier segment between new ones would look like one out of order.
    /// </summary>
    private void Send(long time, ReadOnlyMemory<byte> octets, int losses, bool push, bool second, string? comment)
    {
        var flags = TcpFlags.Ack | (push ? TcpFlags.Psh : 0);
        var arrives = Again(time, losses) + session.Floor.Ticks;
        var reaches = arrives < session.Unreachable.Ticks;
        var most = reaches ? losses : Link.MaxLosses;
        for (var n = 0; n <= most && (n == 0 || Again(time, n) < _end); n++)
        {
            var why = !reaches ? "the server's host cannot be reached" : n < losses ? "the network loses it (network.loss)" : null;
            var text = string.Join("; ", new[] { n == 0 ? comment : $"sent again, {n}", why }.Where(part => part is not null));
            Plan(Again(time, n), fromClient: true, flags, _client, octets, text.Length > 0 ? text : null, isProbe: n > 0 && !reaches);
        }
        _client += octets.Length;
        // Every second full segment is acknowledged at once (RFC 1122 section 4.2.3.2), anything else after a while.
        var ack = arrives + session.Floor.Ticks + (second ? 0 : AckDelay);
        if (reaches && arrives + (second ? 0 : AckDelay) < session.Unreachable.Ticks && ack < _end)
            _plan.Add(new TcpSegment(ack, FromClient: false, TcpFlags.Ack, -1, _client, default, Comment: null));
    }

    private void FromServer(Chunk chunk)
    {
        var octets = chunk.Octets.ToArray();
        for (var start = 0; start < octets.Length; start += PacketWriter.MaxSegment)
        {
            var end = Math.Min(start + PacketWriter.MaxSegment, octets.Length);
            var flags = TcpFlags.Ack | (end == octets.Length ? TcpFlags.Psh : 0);
            var known = Math.Min(chunk.Left, chunk.Time - session.Floor.Ticks);
            _plan.Add(new TcpSegment(chunk.Time, FromClient: false, flags, _server, ArrivedBy(known), octets.AsMemory(start, end - start), start == 0 ? Comment(chunk) : null));
            _server += end - start;
        }
        if (chunk.Time + AckDelay < _end)
            Plan(chunk.Time + AckDelay, fromClient: true, TcpFlags.Ack, -1, default);
    }

    /// <summary>How the client's session ended: refused, reset by either, or closed by the server after its last reply.</summary>
    private void End()
    {
        var comment = atEnd.Count > 0 ? string.Join("; ", atEnd) : null;
        switch (Last?.Kind)
        {
            case TraceKind.Refused:
                _plan.Add(new TcpSegment(_end, FromClient: false, TcpFlags.Rst | TcpFlags.Ack, 0, 1, default, comment));
                break;
            case TraceKind.Reset:
                _plan.Add(new TcpSegment(_end, FromClient: false, TcpFlags.Rst | TcpFlags.Ack, _server, ArrivedBy(_end - session.Floor.Ticks), default, comment));
                break;
            case TraceKind.TimedOut when !IsEstablished:
                _plan[^1] = _plan[^1] with { Comment = $"{_plan[^1].Comment}; {comment}" };
                break;
            case TraceKind.Reply when Last is { ReplyCode: < 300 or 421 }:
                Close(comment);
                break;
            default:
                // The client has no use for the connection and does not wait for the server to agree.
                Plan(_end, fromClient: true, TcpFlags.Rst | TcpFlags.Ack, _client, default, comment);
                break;
        }
    }

    private void Close(string? comment)
    {
        _plan.Add(new TcpSegment(_end, FromClient: false, TcpFlags.Fin | TcpFlags.Ack, _server, ArrivedBy(_end - session.Floor.Ticks), default, comment));
        Plan(_end, fromClient: true, TcpFlags.Fin | TcpFlags.Ack, _client, default);
        _plan.Add(new TcpSegment(_end + RoundTrip, FromClient: false, TcpFlags.Ack, _server + 1, _client + 1, default, Comment: null));
    }

    /// <summary>Each side acknowledges what it has; what acknowledges nothing new and carries nothing is left out.</summary>
    private List<TcpSegment> Acknowledge()
    {
        var segments = new List<TcpSegment>(_plan.Count);
        long client = 0, server = 0, clientAcked = 0, serverAcked = 0;
        foreach (var planned in _plan.OrderBy(segment => segment.Time))
        {
            var segment = planned;
            if (segment.IsProbe && segment.End < client)
                continue;
            if (segment.FromClient)
            {
                if (segment is { IsPureAck: true, Offset: < 0 } && server <= clientAcked)
                    continue;
                segment = segment with { Acknowledged = clientAcked = server, Offset = segment.Offset < 0 ? client : segment.Offset };
                client = Math.Max(client, segment.End);
            }
            else
            {
                if (segment is { IsPureAck: true } && segment.Acknowledged <= serverAcked)
                    continue;
                serverAcked = Math.Max(serverAcked, segment.Acknowledged);
                segment = segment with { Acknowledged = serverAcked, Offset = segment.Offset < 0 ? server : segment.Offset };
                server = Math.Max(server, segment.End);
            }
            segments.Add(segment);
        }
        return segments;
    }

    /// <summary>How much of the client's stream the server's host has by a tick, as far as it can be told: jitter is not seen here.</summary>
    private long ArrivedBy(long tick)
    {
        var arrived = 1L;
        foreach (var segment in _plan)
        {
            // Of copies the last one arrives; those before it have the same place in the stream.
            if (segment.FromClient && segment.Time + session.Floor.Ticks <= tick)
                arrived = Math.Max(arrived, segment.End);
        }
        return arrived;
    }

    private void Plan(long time, bool fromClient, TcpFlags flags, long offset, ReadOnlyMemory<byte> octets, string? comment = null, bool isProbe = false)
        => _plan.Add(new TcpSegment(time, fromClient, flags, offset, fromClient ? 0 : 1, octets, comment) { IsProbe = isProbe });

    private static string? Comment(Chunk chunk) => chunk.Comments.Count == 0 ? null : string.Join("; ", chunk.Comments);

    /// <summary>When a segment is sent for the nth time again: the time-out is a second and doubles (RFC 6298 sections 2.1 and 5.5).</summary>
    private static long Again(long time, int n) => time + ((1L << n) - 1) * SimDuration.TicksPerSecond;
}
