namespace SmtpSim.Protocol;

/// <summary>Finds a bare CR or a bare LF (RFC 5321 section 2.3.8) in text that comes in any pieces.</summary>
public struct LineEndInspector
{
    private bool _afterCr;
    private bool _found;

    /// <summary>Whether there was one. A CR at the very end counts: nothing follows it.</summary>
    public readonly bool FoundBare => _found || _afterCr;

    /// <summary>Looks at a piece of the text.</summary>
    public void Inspect(ReadOnlySpan<byte> text)
    {
        while (!_found && !text.IsEmpty)
        {
            if (_afterCr)
            {
                _afterCr = false;
                _found = text[0] != '\n';
                text = text[1..];
                continue;
            }

            var at = text.IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0) return;
            _afterCr = text[at] == '\r';
            _found = !_afterCr;
            text = text[(at + 1)..];
        }
    }
}
