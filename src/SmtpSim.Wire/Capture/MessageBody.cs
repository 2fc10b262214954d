using System.Globalization;
using System.Text;

namespace SmtpSim.Wire;

/// <summary>Message text of a given size, with the header that a message of the simulation would have.</summary>
internal static class MessageBody
{
    private static readonly byte[][] Prose =
    [
        .. new[]
        {
            "The simulator knows of this message its size and its envelope alone.",
            "These lines stand for what people would have written in it, and they",
            "are as long and as many as that size has room for.",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>The text, of exactly <paramref name="size"/> octets. As many header fields stand in it as there is room for.</summary>
    /// <param name="size">Octets; at least 1.</param>
    /// <param name="date">Date of the message.</param>
    /// <param name="from">Reverse-path, without angle brackets.</param>
    /// <param name="to">Forward-paths.</param>
    /// <param name="name">The message's name, such as <c>mta-7/3</c>.</param>
    public static byte[] Write(int size, DateTimeOffset date, string from, IReadOnlyList<string> to, string name)
    {
        var text = new List<byte>(size);
        string[] fields =
        [
            $"From: <{from}>",
            $"Date: {date.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"Subject: Message {name}",
            $"To: {string.Join(",\r\n ", to.Select(path => $"<{path}>"))}",
            $"Message-ID: <{name.Replace('/', '.')}@{name[..Math.Max(0, name.LastIndexOf('/'))]}>",
        ];
        foreach (var field in fields)
        {
            // The empty line behind the header has to fit too.
            if (text.Count + field.Length + 4 <= size)
                text.AddRange(Encoding.ASCII.GetBytes(field + "\r\n"));
        }
        if (size >= 2)
            text.AddRange("\r\n"u8);
        for (var line = 0; text.Count < size; line++)
            AddLine(text, size - text.Count, Prose[line % Prose.Length]);
        return [.. text];
    }

    /// <summary>Adds a line, the last one cut to what is left. One octet has no room for an end of line.</summary>
    private static void AddLine(List<byte> text, int left, byte[] prose)
    {
        if (left == 1)
        {
            text.Add((byte)'x');
            return;
        }
        var length = Math.Min(prose.Length, left - 2);
        if (left - 2 - length == 1)
            length--;
        text.AddRange(prose.AsSpan(0, length));
        text.AddRange("\r\n"u8);
    }
}
