using System.Buffers.Text;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>What a server announced in its answer to EHLO, a line at a time; forgotten when TLS is set up.</summary>
public sealed class ServerAnnouncement
{
    public ServiceExtensions Extensions { get; private set; }

    /// <summary>The longest message in octets, 0 where none is named (RFC 1870 section 3).</summary>
    public long MaxSize { get; private set; }

    /// <summary>The mechanisms of AUTH, those we know.</summary>
    public AuthMechanisms Mechanisms { get; private set; }

    public ServerLimits Limits { get; private set; }

    public bool Has(ServiceExtensions extension) => (Extensions & extension) != 0;

    /// <summary>Takes a line of the reply, the greeting left out. What is not understood is ignored (RFC 5321 section 4.1.1.1).</summary>
    public void Note(ReadOnlySpan<byte> line)
    {
        var extension = ServiceExtension.Parse(line);
        Extensions |= extension;
        var rest = line[ServiceExtension.KeywordOf(line).Length..];
        foreach (var part in rest.Split((byte)' '))
        {
            var word = rest[part];
            if (word.IsEmpty) continue;
            if (extension == ServiceExtensions.Size) MaxSize = NumberOf(word, long.MaxValue);
            else if (extension == ServiceExtensions.Auth) Mechanisms |= AuthMechanism.Parse(word);
            else if (extension == ServiceExtensions.Limits) Limits = Limits.With(word);
        }
    }

    internal void Forget()
    {
        Extensions = ServiceExtensions.None;
        Mechanisms = AuthMechanisms.None;
        MaxSize = 0;
        Limits = default;
    }

    /// <summary>A number in decimal digits; 0, which stands for no limit, for anything else.</summary>
    private static long NumberOf(ReadOnlySpan<byte> digits, long limit) =>
        !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length
            ? Math.Min(number, limit)
            : 0;
}
