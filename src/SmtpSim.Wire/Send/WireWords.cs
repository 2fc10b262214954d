using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>Words for what happens on a network.</summary>
public static class WireWords
{
    private const int MaxQuoted = 60;

    public static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted => "connection reset",
        SocketError.TimedOut => "no answer to the connection",
        SocketError.HostUnreachable or SocketError.HostDown => "no route to the host",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "the network is unreachable",
        SocketError.AddressNotAvailable or SocketError.NoBufferSpaceAvailable => "no local port is free",
        SocketError.TooManyOpenSockets => "too many open connections: raise the limit of open files (ulimit -n)",
        _ => $"connection failed ({error})",
    };

    public static string Of(ReplyParse failure) => failure switch
    {
        ReplyParse.CodeMismatch => "not SMTP: the lines of one reply have different codes",
        ReplyParse.LineTooLong => $"not SMTP: a reply line of more than {LineLimits.Reply} octets",
        ReplyParse.TooManyLines => $"not SMTP: a reply of more than {ReplyParser.MaxLines} lines",
        _ => "not SMTP: a reply begins with a code of three digits",
    };

    public static string Of(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => protocol.ToString(),
    };

    /// <summary>Whose certificate it is, and what is wrong with it.</summary>
    public static string Of(X509Certificate? certificate, SslPolicyErrors trouble)
    {
        var whose = certificate is null ? "no certificate" : $"certificate of {certificate.Subject}";
        var faults = new List<string>();
        if (trouble.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            faults.Add("of another name");
        if (trouble.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            faults.Add("not trusted here");
        return faults.Count == 0 ? whose : $"{whose} ({string.Join(", ", faults)})";
    }

    public static string Of(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1) ? $"{time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)}ms"
        : time < TimeSpan.FromMinutes(1) || time.Seconds != 0 ? $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)}s"
        : $"{time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)}m";

    /// <summary>The beginning of what a peer sent, on one line and harmless to a terminal.</summary>
    public static string Quote(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOfAny((byte)'\r', (byte)'\n');
        var text = new StringBuilder("it sent '");
        var line = octets[..Math.Min(end < 0 ? octets.Length : end, MaxQuoted)];
        foreach (var octet in line)
            text.Append(octet is >= (byte)' ' and <= (byte)'~' ? (char)octet : '?');
        return text.Append(line.Length < octets.TrimEnd("\r\n"u8).Length ? "…'" : "'").ToString();
    }
}
