using System.Security.Cryptography;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>What both sides of SCRAM-SHA-256 compute and read (RFC 5802 sections 3 and 5).</summary>
internal static class Scram
{
    /// <summary>The fewest rounds that RFC 7677 section 4 lets a server ask for, and the most that ours lets itself be asked for.</summary>
    public const int MinIterations = 4096;
    public const int MaxIterations = 250_000;

    /// <summary>The value of an attribute such as <c>r=</c>, if the part of the message has it.</summary>
    public static bool TryRead(string part, char name, out string value)
    {
        value = part.Length >= 2 && part[0] == name && part[1] == '=' ? part[2..] : "";
        return value.Length > 0;
    }

    /// <summary>Printable ASCII; the parts that a message is made of hold no commas.</summary>
    public static bool IsNonce(string nonce) => nonce.Length > 0 && !nonce.AsSpan().ContainsAnyExceptInRange('!', '~') && !nonce.Contains(',');

    /// <summary>A name with its commas and equals signs written as =2C and =3D.</summary>
    public static string EncodeName(string name) => name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    /// <summary>The name that <see cref="EncodeName"/> wrote; null if an equals sign in it begins neither.</summary>
    public static string? DecodeName(string text)
    {
        var name = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                name.Append(text[i]);
                continue;
            }

            var code = text.Length - i < 3 ? "" : text[(i + 1)..(i + 3)];
            if (code is not ("2C" or "3D")) return null;
            name.Append(code == "2C" ? ',' : '=');
            i += 2;
        }

        return name.ToString();
    }

    /// <summary>The octets of base64 text, null if it is none.</summary>
    public static byte[]? FromBase64(string text)
    {
        var octets = new byte[text.Length];
        return !text.Contains(' ') && Convert.TryFromBase64String(text, octets, out var length) ? octets[..length] : null;
    }

    public static byte[] Sign(ReadOnlySpan<byte> key, string message) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message));

    /// <summary>Exclusive or, octet by octet: hides a key behind a signature, and uncovers it.</summary>
    public static byte[] Xor(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var result = one.ToArray();
        for (var i = 0; i < result.Length; i++) result[i] ^= other[i];
        return result;
    }
}
