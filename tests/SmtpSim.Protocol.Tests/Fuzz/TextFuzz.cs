using System.Buffers;

namespace SmtpSim.Protocol.Tests;

/// <summary>Text off the wire: in any pieces the same text and the same end, and no end but CRLF.CRLF.</summary>
public static class UnstufferFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        var whole = Read(octets, octets.Length);
        Assert.Equal(whole, Read(octets, 1));
        Assert.Equal(whole, Read(octets, 3));
        byte[] lines = [.. "\r\n"u8, .. octets];
        var end = lines.AsSpan().IndexOf("\r\n.\r\n"u8);
        Assert.Equal(end < 0 ? -1 : end + 3, whole.End);
    }

    private static (string Text, int End) Read(ReadOnlySpan<byte> octets, int size)
    {
        var unstuffer = default(DotUnstuffer);
        var sink = new Sink();
        for (var at = 0; at < octets.Length; at += size)
        {
            if (!unstuffer.Read(octets.Slice(at, Math.Min(size, octets.Length - at)), sink, out var consumed)) continue;
            Assert.Equal(sink.Text.Count, unstuffer.TextLength);
            return (Octets.Text([.. sink.Text]), at + consumed);
        }

        // A CR behind a dot is held back until it is known what it is.
        return (Octets.Text([.. sink.Text]), -1);
    }

    private sealed class Sink : ITextSink
    {
        public List<byte> Text { get; } = [];

        public void OnText(ReadOnlySpan<byte> text) => Text.AddRange(text);
    }
}

/// <summary>Text put on the wire: whole lines alone, one end, at the end.</summary>
public static class StufferFuzz
{
    public static void Run(ReadOnlySpan<byte> octets)
    {
        var whole = Write(octets, octets.Length);
        Assert.Equal(whole, Write(octets, 1));
        var bare = default(LineEndInspector);
        bare.Inspect(Octets.Of(whole.Replace(@"\", @"\\")));
        Assert.False(bare.FoundBare);
        Assert.Equal(whole.Length - 3, ("\r\n" + whole).IndexOf("\r\n.\r\n", StringComparison.Ordinal));
    }

    private static string Write(ReadOnlySpan<byte> octets, int size)
    {
        var output = new ArrayBufferWriter<byte>();
        var stuffer = default(DotStuffer);
        for (var at = 0; at < octets.Length; at += size) stuffer.Write(octets.Slice(at, Math.Min(size, octets.Length - at)), output);
        stuffer.End(output);
        return Octets.Text(output.WrittenSpan);
    }
}
