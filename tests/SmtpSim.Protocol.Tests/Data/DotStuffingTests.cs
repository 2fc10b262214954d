using System.Buffers;
using CsCheck;

namespace SmtpSim.Protocol.Tests;

public sealed class DotStuffingTests
{
    [Fact]
    public void StuffThenUnstuff_AnyTextInAnyPieces_GivesTheText() =>
        Gen.Select(Generators.MessageText, Generators.Sizes, Generators.Sizes).Sample((text, outSizes, inSizes) =>
        {
            var wire = Stuff(text, outSizes);
            var (received, length, rest) = Unstuff([.. wire, .. "NEXT"u8], inSizes);
            var whole = Octets.WithWholeLineEnds(Octets.Text(text));
            var expected = whole.Length == 0 || whole.EndsWith("\r\n", StringComparison.Ordinal) ? whole : whole + "\r\n";
            Assert.Equal((expected, (long)expected.Length, "NEXT"), (received, length, rest));
        });

    /// <summary>The rule of section 4.5.2 said with whole lines, which the incremental code must agree with.</summary>
    [Fact]
    public void Stuff_AnyTextInAnyPieces_DoublesTheFirstDotOfEachLine() =>
        Gen.Select(Generators.MessageText, Generators.Sizes).Sample((text, sizes) =>
        {
            var lines = Octets.WithWholeLineEnds(Octets.Text(text)).Split("\r\n").Select(line => line.StartsWith('.') ? "." + line : line).ToList();
            var expected = string.Join("\r\n", lines) + (lines[^1].Length > 0 ? "\r\n.\r\n" : ".\r\n");
            Assert.Equal(expected, Octets.Text(Stuff(text, sizes)));
        });

    [Fact]
    public void Unstuff_AnyOctetsInAnyPieces_EndsAtTheFirstLoneDotAlone() =>
        Gen.Select(Generators.MessageText, Generators.Sizes).Sample((wire, sizes) =>
        {
            var lines = ("\r\n" + Octets.Text(wire)).Split("\r\n.\r\n", 2);
            var (received, _, rest) = Unstuff(wire, sizes);
            if (lines.Length == 1)
            {
                Assert.Null(rest);
                return;
            }

            var text = (lines[0] + "\r\n")[2..];
            var expected = string.Join("\r\n", text.Split("\r\n").Select(line => line.StartsWith('.') ? line[1..] : line));
            Assert.Equal((expected, lines[1]), (received, rest));
        });

    private static byte[] Stuff(byte[] text, int[] sizes)
    {
        var output = new ArrayBufferWriter<byte>();
        var stuffer = new DotStuffer();
        InPieces(text, sizes, piece => stuffer.Write(piece.Span, output));
        stuffer.End(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The text, its length as counted, and what follows the end; null if there was none.</summary>
    private static (string Text, long Length, string? After) Unstuff(byte[] wire, int[] sizes)
    {
        var unstuffer = new DotUnstuffer();
        var sink = new Sink();
        var read = 0;
        var ended = false;
        InPieces(wire, sizes, piece =>
        {
            if (ended) return;
            ended = unstuffer.Read(piece.Span, sink, out var consumed);
            read += consumed;
        });
        return (Octets.Text([.. sink.Text]), unstuffer.TextLength, ended ? Octets.Text(wire.AsSpan(read)) : null);
    }

    private static void InPieces(byte[] octets, int[] sizes, Action<ReadOnlyMemory<byte>> take)
    {
        ReadOnlyMemory<byte> rest = octets;
        for (var i = 0; !rest.IsEmpty; i++)
        {
            var size = Math.Min(rest.Length, sizes[i % sizes.Length]);
            take(rest[..size]);
            rest = rest[size..];
        }
    }

    private sealed class Sink : ITextSink
    {
        public List<byte> Text { get; } = [];

        public void OnText(ReadOnlySpan<byte> text) => Text.AddRange(text);
    }
}
