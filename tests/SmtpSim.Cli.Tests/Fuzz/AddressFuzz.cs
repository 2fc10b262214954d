using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Cli.Tests;

/// <summary>
/// Rules by address: up to the first LF a pattern, then an address. The pattern fits as its definition says, and an address that asks for a failure
/// by its local part gets a reply of RFC 5321, at most an hour late.
/// </summary>
public static class AddressFuzz
{
    public static void Run(byte[] octets)
    {
        var end = Array.IndexOf(octets, (byte)'\n') is >= 0 and var found ? found : octets.Length;
        var (pattern, address) = (Encoding.UTF8.GetString(octets[..end]), Encoding.UTF8.GetString(octets[Math.Min(end + 1, octets.Length)..]));
        Assert.Equal(Fits(pattern, address), AddressPattern.Fits(pattern, address));
        byte[] path = [(byte)'<', .. Encoding.UTF8.GetBytes(address), (byte)'>'];
        if (MailPath.TryRead(path, out var recipient, out _, utf8: true) == PathParse.Complete && !recipient.IsNull)
            Ask(recipient);
    }

    private static void Ask(in MailPath recipient)
    {
        var session = new LiveServer(FuzzScenario.World, FuzzScenario.World.FirstServerOf(0), addressesAsk: true).Connect("127.0.0.1"u8);
        session.Greet(0);
        session.Hello(Verb.Ehlo, 0);
        MailPath.TryRead("<a@b>"u8, out var sender, out _);
        session.Mail(sender, -1, 0);
        foreach (var decision in new[] { session.Recipient(recipient, 0), session.Data(0), session.Body(100, 0) })
        {
            Assert.InRange(decision.Departure, 0, SimDuration.TicksPerHour);
            Assert.True(decision.Fate != LiveFate.Send || decision.Reply.Code is >= 200 and <= 559, $"{decision}");
        }
    }

    /// <summary>By the definition of a pattern, for all beginnings of both.</summary>
    private static bool Fits(string pattern, string address)
    {
        var fits = new bool[address.Length + 1];
        fits[0] = true;
        foreach (var wanted in pattern)
        {
            for (var a = wanted == '*' ? 1 : address.Length; wanted == '*' ? a <= address.Length : a > 0; a += wanted == '*' ? 1 : -1)
                fits[a] = wanted == '*' ? fits[a] || fits[a - 1] : fits[a - 1] && char.ToLowerInvariant(wanted) == char.ToLowerInvariant(address[a - 1]);
            fits[0] &= wanted == '*';
        }

        return fits[address.Length];
    }
}
