using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Addresses of real clients as the 64-bit keys that the simulated world knows hosts and mailboxes by.</summary>
internal static class LiveKeys
{
    private const int LongestNumber = 7;

    /// <summary>Mixes text into a key; ASCII letters are of either case.</summary>
    public static RandomKey Mix(RandomKey key, ReadOnlySpan<byte> text)
    {
        ulong word = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text[i];
            if (octet is >= (byte)'A' and <= (byte)'Z')
                octet |= 0x20;
            word = (word << 8) | octet;
            if ((i & 7) != 7)
                continue;
            key = key.Derive(word);
            word = 0;
        }
        return key.Derive(word).Derive((ulong)text.Length);
    }

    /// <summary>The number from 0 of a mailbox that is written as in the simulation, <c>m1</c> being the first; or that it has none.</summary>
    public static uint MailboxOf(ReadOnlySpan<byte> localPart)
    {
        if (localPart.Length is < 2 or > LongestNumber + 1 || localPart[0] is not ((byte)'m' or (byte)'M') || localPart[1] == '0')
            return RecipientPolicy.Unnumbered;
        uint number = 0;
        foreach (var digit in localPart[1..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return RecipientPolicy.Unnumbered;
            number = number * 10 + (uint)(digit - '0');
        }
        return number - 1;
    }
}
