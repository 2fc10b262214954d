using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SmtpSim.Wire.Tests;

/// <summary>A client inside TLS, over the socket of a <see cref="RawClient"/>; it trusts any certificate.</summary>
internal sealed class TlsClient : IDisposable
{
    private readonly SslStream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _end;

    private TlsClient(Socket socket) => _stream = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false);

    public string? Subject => _stream.RemoteCertificate?.Subject;

    public static TlsClient Handshake(RawClient client)
    {
        var tls = new TlsClient(client.Socket);
#pragma warning disable CA5359 // The certificate is self-signed, and that is what the test is about.
        tls._stream.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, _, _, _) => true });
#pragma warning restore CA5359
        return tls;
    }

    public void Send(string text) => _stream.Write(Encoding.Latin1.GetBytes(text));

    public string Say(string command)
    {
        Send(command + "\r\n");
        return Reply();
    }

    /// <summary>The last line of the next reply.</summary>
    public string Reply() => Replies(1)[0];

    /// <summary>All lines of the next reply.</summary>
    public string Lines()
    {
        var lines = new StringBuilder();
        while (true)
        {
            var line = Line() ?? throw new InvalidOperationException("the server closed the connection");
            lines.Append(line).Append('\n');
            if (line[3] != '-')
                return lines.ToString();
        }
    }

    public IReadOnlyList<string> Replies(int count) => [.. Enumerable.Range(0, count).Select(_ => Lines().TrimEnd('\n').Split('\n')[^1])];

    public string? Line()
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _end).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, 0, end);
                _buffer.AsSpan((end + 2).._end).CopyTo(_buffer);
                _end -= end + 2;
                return line;
            }
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return null;
            _end += read;
        }
    }

    public void Dispose() => _stream.Dispose();
}
