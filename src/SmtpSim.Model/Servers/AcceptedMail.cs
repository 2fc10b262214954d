namespace SmtpSim.Model;

/// <summary>
/// What servers accepted last and may lose in a crash, though RFC 5321 section 6.1 forbids it: mail that was acknowledged before it was safe on
/// disk. Only servers with such an outage ahead remember it.
/// </summary>
internal sealed class AcceptedMail
{
    private readonly Dictionary<int, Queue<(long Time, int Recipients)>> _mail = [];

    /// <summary>A server accepted a message at a tick, which is not before that of the message before.</summary>
    /// <param name="server">The server.</param>
    /// <param name="time">When its reply left.</param>
    /// <param name="recipients">Copies.</param>
    /// <param name="keep">For how long, in ticks, it may be lost.</param>
    public void Add(int server, long time, int recipients, long keep)
    {
        if (!_mail.TryGetValue(server, out var queue))
            _mail[server] = queue = new();
        while (queue.TryPeek(out var oldest) && oldest.Time < time - keep)
            queue.Dequeue();
        queue.Enqueue((time, recipients));
    }

    /// <summary>A crash at a tick loses what was accepted in the <paramref name="last"/> ticks before it.</summary>
    public (long Messages, long Recipients) Lose(int server, long now, long last)
    {
        var (messages, recipients) = (0L, 0L);
        if (!_mail.Remove(server, out var queue))
            return (0, 0);
        foreach (var (time, copies) in queue)
        {
            if (time < now - last || time > now)
                continue;
            messages++;
            recipients += copies;
        }
        return (messages, recipients);
    }
}
