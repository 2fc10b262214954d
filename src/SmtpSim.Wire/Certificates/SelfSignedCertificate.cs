using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSim.Wire;

/// <summary>A certificate made on the fly, for clients that do not ask who signed it. Its key is never written down.</summary>
public static class SelfSignedCertificate
{
    /// <summary>Clients with clocks of their own must find it valid.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>A certificate for a host name, for localhost and for the loopback addresses.</summary>
    public static X509Certificate2 Create(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // TLS server
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now - Slack, now + Lifetime);
    }
}
