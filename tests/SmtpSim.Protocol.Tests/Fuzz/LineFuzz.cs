namespace SmtpSim.Protocol.Tests;

/// <summary>Command lines: the same in any pieces, and never more kept than a line.</summary>
public static class CommandFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        var whole = Lines(octets, octets.Length, out _);
        Assert.Equal(whole, Lines(octets, 1, out var kept));
        Assert.InRange(kept, 0, LineLimits.Command - 1);
        Assert.Equal(whole, Lines(octets, 7, out _));
    }

    private static List<string> Lines(ReadOnlySpan<byte> octets, int size, out int kept)
    {
        var lines = new List<string>();
        var parser = default(CommandParser);
        byte[] pending = [];
        kept = 0;
        while (!octets.IsEmpty)
        {
            var piece = Math.Min(size, octets.Length);
            pending = [.. pending, .. octets[..piece]];
            octets = octets[piece..];
            while (true)
            {
                var found = parser.TryRead(pending, out var command, out var consumed);
                if (found == CommandParse.Complete) lines.Add($"{command.Verb} {Octets.Text(command.ArgumentOf(pending))}");
                else if (found != CommandParse.NeedMore) lines.Add($"{found}");
                pending = pending[consumed..];
                if (found == CommandParse.NeedMore) break;
            }

            kept = Math.Max(kept, pending.Length);
        }

        return lines;
    }
}

/// <summary>Reply lines: the same in any pieces; after an error nothing more is understood.</summary>
public static class ReplyFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        var whole = Lines(octets, octets.Length, out _);
        Assert.Equal(whole, Lines(octets, 1, out var kept));
        Assert.InRange(kept, 0, LineLimits.Reply - 1);
    }

    private static List<string> Lines(ReadOnlySpan<byte> octets, int size, out int kept)
    {
        var lines = new List<string>();
        var parser = default(ReplyParser);
        byte[] pending = [];
        kept = 0;
        while (!octets.IsEmpty)
        {
            var piece = Math.Min(size, octets.Length);
            pending = [.. pending, .. octets[..piece]];
            octets = octets[piece..];
            ReplyParse found;
            do
            {
                found = parser.TryRead(pending, out var line, out var consumed);
                if (found is ReplyParse.Line or ReplyParse.Complete)
                {
                    Assert.InRange(line.Reply.Code, 200, 599);
                    lines.Add($"{found} {line.Reply} {Octets.Text(line.TextOf(pending))}");
                }
                else if (found != ReplyParse.NeedMore)
                {
                    lines.Add($"{found}");
                    return lines;
                }

                pending = pending[consumed..];
            }
            while (found != ReplyParse.NeedMore);
            kept = Math.Max(kept, pending.Length);
        }

        return lines;
    }
}

/// <summary>Keywords of EHLO: limits are never negative, forgotten they are gone.</summary>
public static class AnnouncementFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        var announcement = new ServerAnnouncement();
        foreach (var line in octets.Split((byte)'\n')) announcement.Note(octets[line]);
        foreach (var keyword in new[] { "SIZE ", "AUTH ", "LIMITS " })
            announcement.Note([.. Octets.Of(keyword), .. octets]);
        Assert.InRange(announcement.MaxSize, 0, long.MaxValue);
        Assert.InRange(Math.Min(Math.Min(announcement.Limits.Mails, announcement.Limits.Recipients), announcement.Limits.RecipientDomains), 0, int.MaxValue);
        Assert.Equal(AuthMechanisms.None, announcement.Mechanisms & ~AuthMechanisms.All);
    }
}
