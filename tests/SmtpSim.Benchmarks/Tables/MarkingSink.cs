using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using SmtpSim.Protocol;

namespace SmtpSim.Benchmarks;

/// <summary>A server on loopback that takes all mail and keeps of each message its number alone, which <c>load</c> writes into the header.</summary>
internal sealed class MarkingSink : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _times;

    /// <param name="most">Numbers are below it.</param>
    public MarkingSink(int most)
    {
        _times = new byte[most];
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(1024);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Messages answered 250 whose number is another's, or that have none.</summary>
    public long Strange { get; private set; }

    public long Taken { get; private set; }

    /// <summary>Numbers that came, each counted once.</summary>
    public long Distinct => _times.Count(times => times > 0);

    /// <summary>Numbers that came more than once.</summary>
    public long Doubled => _times.Count(times => times > 1);

    public void Dispose() => _socket.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _socket.Accept();
                client.NoDelay = true;
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private void Serve(Socket client)
    {
        using (client)
        {
            var offer = ServerOffer.Standard with { MaxErrors = 0, MaxIdleCommands = 0 };
            var conversation = new ServerConversation(new Marker(this), offer, ReplyTexts.Standard.For("sink.test", offer));
            var output = new ArrayBufferWriter<byte>();
            var input = new byte[64 * 1024];
            var end = 0;
            conversation.Greet(output);
            try
            {
                while (true)
                {
                    for (var left = output.WrittenMemory; left.Length > 0;)
                        left = left[client.Send(left.Span)..];
                    output.ResetWrittenCount();
                    var read = conversation.Session.State == ServerState.Closed ? 0 : client.Receive(input.AsSpan(end));
                    if (read == 0)
                        return;
                    end += read;
                    var used = conversation.Receive(input.AsSpan(0, end), output);
                    input.AsSpan(used, end - used).CopyTo(input);
                    end -= used;
                }
            }
            catch (SocketException)
            {
                // The client has gone.
            }
        }
    }

    private void Mark(long number)
    {
        lock (_times)
        {
            Taken++;
            if (number < 0 || number >= _times.Length)
                Strange++;
            else if (_times[number] < byte.MaxValue)
                _times[number]++;
        }
    }

    /// <summary>Reads the number out of the beginning of each message of a session.</summary>
    private sealed class Marker(MarkingSink sink) : IServerPolicy
    {
        private readonly byte[] _beginning = new byte[1024];
        private int _length;

        public void OnTextBegins() => _length = 0;

        public void OnText(ReadOnlySpan<byte> text)
        {
            var more = Math.Min(text.Length, _beginning.Length - _length);
            text[..more].CopyTo(_beginning.AsSpan(_length));
            _length += more;
        }

        public Reply OnMessage(long size)
        {
            sink.Mark(Number());
            return WellKnownReplies.Queued;
        }

        private long Number()
        {
            ReadOnlySpan<byte> text = _beginning.AsSpan(0, _length);
            var field = text.IndexOf("X-SmtpSim-Message: "u8);
            if (field < 0)
                return -1;
            var value = text[field..];
            return Utf8Parser.TryParse(value[(value.IndexOf((byte)'/') + 1)..], out long number, out _) ? number : -1;
        }
    }
}
