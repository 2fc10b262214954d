namespace SmtpSim.Wire;

/// <summary>A file that gets its name when it is whole. A disk that is full shows at the end, not in the middle of a session.</summary>
internal sealed class MessageFile : IDisposable
{
    private readonly string _temporary;
    private readonly string _name;
    private readonly bool _endsWithLf;
    private readonly FileStream _file;
    private bool _failed;
    private bool _afterCr;

    /// <param name="temporary">Path while it is written.</param>
    /// <param name="name">Path when it is whole.</param>
    /// <param name="endsWithLf">Lines end with LF as in a Maildir, and not with CRLF as on the wire. A bare CR or LF stays what it is.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    public MessageFile(string temporary, string name, bool endsWithLf)
    {
        (_temporary, _name, _endsWithLf) = (temporary, name, endsWithLf);
        _file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 16 * 1024);
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        if (_failed || text.IsEmpty)
            return;
        try
        {
            if (_endsWithLf)
                WriteWithLf(text);
            else
                _file.Write(text);
        }
        catch (IOException)
        {
            _failed = true;
        }
    }

    public bool TryFinish()
    {
        try
        {
            if (_afterCr)
                _file.Write("\r"u8);
            _file.Dispose();
            if (!_failed)
                File.Move(_temporary, _name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed = true;
        }
        if (_failed)
            Discard();
        return !_failed;
    }

    public void Dispose() => Discard();

    public void Discard()
    {
        _failed = true;
        try
        {
            _file.Dispose();
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left under the temporary name is nobody's mail.
        }
    }

    private void WriteWithLf(ReadOnlySpan<byte> text)
    {
        if (_afterCr && text[0] != '\n')
            _file.Write("\r"u8);
        _afterCr = text[^1] == '\r';
        if (_afterCr)
            text = text[..^1];
        while (text.IndexOf("\r\n"u8) is >= 0 and var end)
        {
            _file.Write(text[..end]);
            _file.Write("\n"u8);
            text = text[(end + 2)..];
        }
        _file.Write(text);
    }
}
