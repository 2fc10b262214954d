using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSim.Peers.Tests;

/// <summary>A certificate of its own for a mail server under test, in a folder of its own: one file for it, one for its key.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly Folder _folder = new();

    public ServerCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=peer.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Path = _folder.Write("certificate.pem", certificate.ExportCertificatePem() + "\n");
        KeyPath = _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public string Path { get; }

    public string KeyPath { get; }

    public void Dispose() => _folder.Dispose();
}
