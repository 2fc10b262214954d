using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpSim.Wire.Tests;

/// <summary>A client that sends exactly what it is told, octet by octet, and sees how the connection ends.</summary>
internal sealed class RawClient : IDisposable
{
    private const int PatienceMilliseconds = 20_000;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public RawClient(IPEndPoint server)
    {
        Socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMilliseconds, SendTimeout = PatienceMilliseconds };
        Socket.Connect(server);
    }

    public Socket Socket { get; }

    /// <summary>A client that has been greeted and has said EHLO.</summary>
    public static RawClient Greeted(Listener listener)
    {
        var client = new RawClient(listener.EndPoint);
        Assert.StartsWith("220 ", client.Reply());
        Assert.StartsWith("250", client.Say("EHLO client.example"));
        return client;
    }

    public void Send(string text) => Socket.Send(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends a command and reads its reply.</summary>
    public string Say(string command)
    {
        Send(command + "\r\n");
        return Reply();
    }

    /// <summary>The last line of the next reply.</summary>
    public string Reply()
    {
        while (true)
        {
            var line = Line() ?? throw new InvalidOperationException("the server closed the connection");
            if (line.Length < 4 || line[3] != '-')
                return line;
        }
    }

    /// <summary>The next line, or null at the end of the connection.</summary>
    public string? Line()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, end);
                _start += end + 2;
                return line;
            }
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = Socket.Receive(_buffer, _end, _buffer.Length - _end, SocketFlags.None);
            if (read == 0)
                return null;
            _end += read;
        }
    }

    /// <summary>Whether the server resets the connection next, and says nothing before.</summary>
    public bool IsReset()
    {
        try
        {
            return Socket.Receive(_buffer) < 0;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    /// <summary>Whether the server says nothing for a moment, the connection standing.</summary>
    public bool IsSilent(int milliseconds = 200) => _start == _end && !Socket.Poll(milliseconds * 1000, SelectMode.SelectRead);

    /// <summary>One message from MAIL to the end of its text; the reply to each.</summary>
    public IReadOnlyList<string> Mail(string recipient, string sender = "a@client.example", string text = "Subject: x\r\n\r\nhello\r\n")
    {
        var replies = new List<string> { Say($"MAIL FROM:<{sender}>"), Say($"RCPT TO:<{recipient}>") };
        if (!replies[^1].StartsWith('2'))
            return replies;
        replies.Add(Say("DATA"));
        if (replies[^1].StartsWith('3'))
            replies.Add(Say(text + "."));
        return replies;
    }

    public void Dispose() => Socket.Dispose();
}
