using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

/// <summary>
/// The protocol's own server on a loopback port, whole or with a defect: what it receives and what it answers passes through a function.
/// The first connection is always whole, so that whoever looks at the server first sees all that it offers.
/// </summary>
internal sealed class ConversationServer : IDisposable
{
    private static readonly X509Certificate2 Certificate = SelfSignedCertificate.Create("mx.example.org");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ServerOffer _offer;
    private readonly Defect? _defect;
    private int _connections;

    public ConversationServer(ServerOffer? offer = null, Defect? defect = null)
    {
        _offer = offer ?? ServerOffer.Everything;
        _defect = defect;
        _listener.Start(512);
        _ = AcceptAsync();
    }

    public string Target => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _ = ServeAsync(socket, _connections++ == 0 ? null : _defect);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket, Defect? defect)
    {
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var conversation = new ServerConversation(new Policy(), _offer, ReplyTexts.Standard.For("mx.example.org", _offer));
            var output = new ArrayBufferWriter<byte>();
            conversation.Greet(output);
            await AnswerAsync(stream, output, defect);
            var pending = new List<byte>();
            var buffer = new byte[65536];
            var beforeTls = Array.Empty<byte>();
            while (conversation.Session.State != ServerState.Closed || defect is { NeverCloses: true })
            {
                var read = await stream.ReadAsync(buffer, _stop.Token);
                if (read == 0)
                    break;
                if (conversation.Session.State == ServerState.Closed)
                {
                    await stream.WriteAsync("250 still here\r\n"u8.ToArray(), _stop.Token);
                    continue;
                }
                pending.AddRange(defect is null ? buffer.AsSpan(0, read) : Encoding.Latin1.GetBytes(defect.Input(Encoding.Latin1.GetString(buffer, 0, read))));
                var octets = pending.ToArray();
                if (defect is { KeepsInputAcrossTls: true } && Encoding.Latin1.GetString(octets) is var text && text.StartsWith("STARTTLS\r\n", StringComparison.Ordinal))
                    beforeTls = octets[10..];
                var consumed = conversation.Receive(octets, output);
                pending.RemoveRange(0, consumed);
                await AnswerAsync(stream, output, defect);
                if (!conversation.WantsTls)
                    continue;
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(Certificate);
                stream = tls;
                pending.Clear();
                conversation.TlsEstablished();
                conversation.Receive(beforeTls, output);
                await AnswerAsync(stream, output, defect);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task AnswerAsync(Stream stream, ArrayBufferWriter<byte> output, Defect? defect)
    {
        if (output.WrittenCount == 0)
            return;
        var octets = output.WrittenSpan.ToArray();
        output.ResetWrittenCount();
        await stream.WriteAsync(defect is null ? octets : Encoding.Latin1.GetBytes(defect.Output(Encoding.Latin1.GetString(octets))), _stop.Token);
    }

    private sealed class Policy : IServerPolicy
    {
        public Reply Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
            => user.SequenceEqual("user"u8) && password.SequenceEqual("password"u8) ? WellKnownReplies.AuthOk : WellKnownReplies.AuthFailed;
    }
}

/// <summary>What is wrong with a server.</summary>
/// <param name="Name">In words.</param>
internal sealed record Defect(string Name)
{
    /// <summary>What becomes of the octets it receives.</summary>
    public Func<string, string> Input { get; init; } = octets => octets;

    /// <summary>What becomes of its replies.</summary>
    public Func<string, string> Output { get; init; } = octets => octets;

    /// <summary>The connection stays open after QUIT.</summary>
    public bool NeverCloses { get; init; }

    /// <summary>What came before the handshake is answered after it.</summary>
    public bool KeepsInputAcrossTls { get; init; }

    public override string ToString() => Name;
}
