namespace SmtpSim.Protocol;

/// <summary>
/// Takes message text off the wire, in any pieces: undoes dot-stuffing and finds the end of mail data (RFC 5321 section 4.5.2). The end
/// is CRLF.CRLF and nothing else: a server that also takes LF.LF or the like lets one message smuggle in another.
/// </summary>
public struct DotUnstuffer
{
    /// <summary>Where in a line the next octet stands. The text begins at a line: the CRLF of DATA counts for the end (4.1.1.4).</summary>
    private enum Place : byte
    {
        LineStart,
        Inside,
        AfterCr,
        AfterDot,
        AfterDotCr,
    }

    private Place _place;

    /// <summary>Octets of text given so far, CRLFs included, stuffed dots and the final dot not.</summary>
    public long TextLength { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="input">The octets that follow those of the call before.</param>
    /// <param name="sink">Takes the text.</param>
    /// <param name="consumed">All of the input, or as much as belongs to the message.</param>
    /// <returns>Whether the end was reached. Then <see cref="Reset"/> before another message.</returns>
    public bool Read<TSink>(ReadOnlySpan<byte> input, TSink sink, out int consumed)
        where TSink : ITextSink
    {
        var from = 0; // where the text not given yet begins
        for (var i = 0; i < input.Length; i++)
        {
            if (_place == Place.Inside)
            {
                var run = input[i..].IndexOf((byte)'\r');
                i = run < 0 ? input.Length : i + run;
                if (i == input.Length) break;
            }

            var octet = input[i];
            switch (_place)
            {
                case Place.LineStart when octet == '.':
                    Give(input[from..i], sink);
                    from = i + 1; // the dot is dropped: it is stuffed, or it is the final one
                    _place = Place.AfterDot;
                    continue;
                case Place.AfterDot when octet == '\r':
                    from = i + 1; // held back until it is known whether a line feed follows
                    _place = Place.AfterDotCr;
                    continue;
                case Place.AfterDotCr when octet == '\n':
                    consumed = i + 1;
                    _place = Place.LineStart;
                    return true;
                case Place.AfterDotCr:
                    Give("\r"u8, sink);
                    break;
                case Place.AfterCr when octet == '\n':
                    _place = Place.LineStart;
                    continue;
            }

            _place = octet == '\r' ? Place.AfterCr : Place.Inside;
        }

        Give(input[from..], sink);
        consumed = input.Length;
        return false;
    }

    /// <summary>Begins another message.</summary>
    public void Reset() => this = default;

    private void Give<TSink>(ReadOnlySpan<byte> text, TSink sink)
        where TSink : ITextSink
    {
        if (text.IsEmpty) return;
        TextLength += text.Length;
        sink.OnText(text);
    }
}
