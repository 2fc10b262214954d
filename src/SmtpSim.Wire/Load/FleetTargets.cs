using System.Net;
using System.Net.Sockets;

namespace SmtpSim.Wire;

/// <summary>The addresses of a target: those that refuse are left for the next one, until one was reached.</summary>
internal sealed class FleetTargets(Target target, bool keepTrying)
{
    /// <summary>How long a target may refuse everything from the start, in seconds: a server just started may not listen yet.</summary>
    private const double Patience = 3;

    private readonly IPEndPoint[] _addresses = [.. target.Addresses.Select(address => new IPEndPoint(address, target.Port))];
    private int _current;
    private bool _reached;
    private bool _secured;
    private double _firstFailure = -1;
    private double _firstInsecure = -1;
    private bool _answered;
    private double _firstGarbled = -1;

    public IPEndPoint Current => _addresses[_current];

    /// <summary>What the last failed connection, or TLS handshake, failed of.</summary>
    public string? Trouble { get; private set; }

    public void Succeeded() => _reached = true;

    /// <summary>A connection did not come to be.</summary>
    public void Failed(SocketError error, double now)
    {
        Trouble = WireWords.Of(error);
        if (_reached)
            return;
        _current = (_current + 1) % _addresses.Length;
        if (_firstFailure < 0)
            _firstFailure = now;
    }

    /// <summary>A reply of SMTP came.</summary>
    public void Answered() => _answered = true;

    /// <summary>What came was no reply of SMTP.</summary>
    public void Garbled(double now)
    {
        if (_firstGarbled < 0)
            _firstGarbled = now;
    }

    public void Secured() => _secured = true;

    /// <summary>A TLS handshake failed.</summary>
    public void Insecure(string? trouble, double now)
    {
        Trouble = trouble;
        if (_firstInsecure < 0)
            _firstInsecure = now;
    }

    /// <summary>No handshake ever succeeded, and it is time to say so.</summary>
    public bool IsInsecure(double now) => WasNeverSecured && now - _firstInsecure >= Patience;

    /// <summary>Connections were asked for and none ever stood: what the run came to says nothing of the target.</summary>
    public bool WasNeverReached => !keepTrying && !_reached && _firstFailure >= 0;

    /// <summary>Handshakes were begun and none ever came to an end.</summary>
    public bool WasNeverSecured => !keepTrying && !_secured && _firstInsecure >= 0;

    /// <summary>Something else than SMTP came, and SMTP never did.</summary>
    public bool IsNoMailServer => !keepTrying && !_answered && _firstGarbled >= 0;

    /// <summary>SMTP never came, and it is time to say so.</summary>
    public bool SpeaksNoSmtp(double now) => IsNoMailServer && now - _firstGarbled >= Patience;

    /// <summary>Nothing was ever reached, and it is time to say so.</summary>
    public bool IsHopeless(double now) => WasNeverReached && now - _firstFailure >= Patience;
}
