using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SmtpSim.Wire;

/// <summary>
/// TLS on a connection of a live fleet (RFC 3207). Each operation is over at once or tells when it is, never on the thread that began it, as
/// those of a socket are: who began it may hold a lock.
/// </summary>
internal sealed class FleetTls : IDisposable
{
    private readonly SslStream _stream;
    private readonly Action _received;
    private readonly Action _sent;
    private Task _handshake = Task.CompletedTask;
    private Task<int> _read = Task.FromResult(0);
    private Task _write = Task.CompletedTask;
    private int _writing;
    private string? _doubts;

    /// <param name="socket">Connected; closed together with this.</param>
    /// <param name="received">Called when a handshake, or octets, that were not there at once have come.</param>
    /// <param name="sent">Called when octets that did not go at once have gone.</param>
    public FleetTls(Socket socket, Action received, Action sent)
    {
        _stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        (_received, _sent) = (received, sent);
    }

    /// <summary>Octets that came; 0 at the end or when the connection failed.</summary>
    public int Received => _read.IsCompletedSuccessfully ? _read.Result : 0;

    /// <summary>Octets that went; 0 when the connection failed.</summary>
    public int Sent => _write.IsCompletedSuccessfully ? _writing : 0;

    /// <summary>Why there is no TLS; null when there is.</summary>
    public string? Trouble => _handshake.Exception?.InnerException switch
    {
        null => _handshake.IsCompletedSuccessfully ? null : "the handshake was broken off",
        AuthenticationException when _doubts is not null => _doubts,
        AuthenticationException e => e.InnerException?.Message ?? e.Message,
        _ => "the server closed the connection in the handshake",
    };

    /// <summary>Begins the handshake.</summary>
    /// <param name="host">Whom the certificate is to name.</param>
    /// <param name="verifies">Whether the certificate must be good; else any will do, as is usual between servers (RFC 7435).</param>
    /// <returns>Whether it will be over later; else it is.</returns>
    public bool Begin(string host, bool verifies)
    {
        _handshake = _stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                _doubts = verifies && errors != SslPolicyErrors.None ? WireWords.Of(certificate, errors) : null;
                return _doubts is null;
            },
        });
        return Await(_handshake, _received);
    }

    public bool Receive(Memory<byte> room) => Await(_read = _stream.ReadAsync(room).AsTask(), _received);

    public bool Send(ReadOnlyMemory<byte> octets)
    {
        _writing = octets.Length;
        return Await(_write = _stream.WriteAsync(octets).AsTask(), _sent);
    }

    public void Dispose() => _stream.Dispose();

    private static bool Await(Task task, Action over)
    {
        if (task.IsCompleted)
            return false;
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(over);
        return true;
    }
}
