using SmtpSim.Kernel;

namespace SmtpSim.Wire;

/// <summary>
/// TLS 1.3 as it looks from outside (RFC 8446): hellos in clear, and records of application data of the right length. What stands in
/// those is noise: the simulation has no keys, and what was said is told in the comments.
/// </summary>
internal static class TlsRecords
{
    private const byte Handshake = 22;
    private const byte ApplicationData = 23;
    private const int LargestRecord = 16384;

    /// <summary>The inner content type and the tag of AES-GCM (RFC 8446 section 5.2).</summary>
    private const int Overhead = 17;

    /// <summary>EncryptedExtensions, Certificate, CertificateVerify and Finished of a server with a small certificate.</summary>
    private const int ServerFlight = 700;

    /// <summary>Finished of a client with SHA-256 (RFC 8446 section 4.4.4).</summary>
    private const int ClientFinished = 36;

    // Supported versions: TLS 1.3; groups: x25519; signatures: ecdsa_secp256r1_sha256. The key share follows.
    private static ReadOnlySpan<byte> ClientExtensions => [0, 43, 0, 3, 2, 3, 4, 0, 10, 0, 4, 0, 2, 0, 29, 0, 13, 0, 4, 0, 2, 4, 3, 0, 51, 0, 38, 0, 36, 0, 29, 0, 32];

    private static ReadOnlySpan<byte> ServerExtensions => [0, 43, 0, 2, 3, 4, 0, 51, 0, 36, 0, 29, 0, 32];

    // TLS_AES_128_GCM_SHA256, as the only one of the client's list and as the server's choice; no compression.
    private static ReadOnlySpan<byte> ClientSuites => [0, 2, 0x13, 0x01, 1, 0];

    private static ReadOnlySpan<byte> ServerSuite => [0x13, 0x01, 0];

    public static byte[] ClientHello(RandomKey key) => Hello(1, ClientSuites, ClientExtensions, key);

    /// <summary>The server's whole flight.</summary>
    public static byte[] ServerHello(RandomKey key) => [.. Hello(2, ServerSuite, ServerExtensions, key), .. Encrypted(ServerFlight, key.Derive(1))];

    public static byte[] Finished(RandomKey key) => Encrypted(ClientFinished, key);

    /// <summary>Records that hold so many octets.</summary>
    public static byte[] Encrypted(int length, RandomKey key)
    {
        var records = new List<byte>(length + 64);
        for (ulong n = 0; length > 0; n++)
        {
            var part = Math.Min(length, LargestRecord);
            AddRecord(records, ApplicationData, Noise(part + Overhead, key.Derive(n)));
            length -= part;
        }
        return [.. records];
    }

    private static byte[] Hello(byte type, ReadOnlySpan<byte> suites, ReadOnlySpan<byte> extensions, RandomKey key)
    {
        const int Random = 32;
        const int KeyShare = 32;
        var body = new List<byte> { 3, 3 };
        body.AddRange(Noise(Random, key.Derive(2)));
        body.Add(0); // no session to resume
        body.AddRange(suites);
        AddLength(body, extensions.Length + KeyShare);
        body.AddRange(extensions);
        body.AddRange(Noise(KeyShare, key.Derive(3)));
        var message = new List<byte> { type, 0 };
        AddLength(message, body.Count);
        message.AddRange(body);
        var record = new List<byte>();
        AddRecord(record, Handshake, [.. message]);
        return [.. record];
    }

    private static void AddRecord(List<byte> records, byte type, byte[] fragment)
    {
        records.AddRange([type, 3, 3]);
        AddLength(records, fragment.Length);
        records.AddRange(fragment);
    }

    private static void AddLength(List<byte> octets, int length)
    {
        octets.Add((byte)(length >> 8));
        octets.Add((byte)length);
    }

    private static byte[] Noise(int length, RandomKey key)
    {
        var noise = new byte[length];
        for (var i = 0; i < length; i++)
            noise[i] = (byte)key.Draw((ulong)i);
        return noise;
    }
}
