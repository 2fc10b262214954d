using System.Net.Security;
using System.Net.Sockets;

namespace SmtpSim.Wire;

/// <content>
/// How a session inside TLS ends: the last reply, close_notify (RFC 8446 section 6.1), the end of our half of the connection; then what the
/// client still sends is read and thrown away, within bounds, since unread it would turn the close into a reset that overtakes the reply.
/// </content>
internal sealed partial class Connection
{
    /// <summary>Nothing is answered from here on, and the client has a little while to go.</summary>
    private void BeginDraining()
    {
        lock (_gate)
        {
            if (_mode == ConnectionMode.Closed)
                return;
            _mode = ConnectionMode.DrainingTls;
            Volatile.Write(ref _deadline, Core.Clock.Now + DrainTime);
        }
    }

    /// <summary>All was written: says so to the stream's peer, and to that of the connection.</summary>
    private async Task CloseTlsAsync(SslStream stream)
    {
        await stream.ShutdownAsync().ConfigureAwait(false);
        lock (_gate)
            if (_mode != ConnectionMode.Closed)
                Shutdown();
    }

    /// <summary>Until the client closes, or has sent <see cref="MostDrained"/>; the sweep closes when its time is over.</summary>
    /// <param name="network">What is below TLS: nobody reads the records any more.</param>
    private async Task DrainTlsAsync(NetworkStream network)
    {
        while (_mode == ConnectionMode.DrainingTls && _drained <= MostDrained)
        {
            var read = await network.ReadAsync(_buffer).ConfigureAwait(false);
            if (read == 0)
                return;
            _drained += read;
        }
    }
}
