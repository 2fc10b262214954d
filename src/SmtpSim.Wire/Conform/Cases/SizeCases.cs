using System.Globalization;
using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 1870: the size of a message is said before it is sent.</summary>
internal static class SizeCases
{
    /// <summary>A message of this size is sent to see it refused; larger limits are believed.</summary>
    private const long LargestTried = 4 << 20;

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("1870-3-keyword", "the keyword has a number for its parameter, or none", "size-param = [1*DIGIT].", async p =>
        {
            await p.Hello();
            p.Check(p.Survey.Extensions["SIZE"].All(char.IsAsciiDigit), "SIZE and digits");
        }),

        Must("1870-3-size", "MAIL takes the parameter", "The optional parameter SIZE gives the size of the message.", async p =>
        {
            await p.Ready();
            await p.Mail("SIZE=1000");
            await p.Rcpt();
        }),

        Must("1870-3-size-zero", "a size of 0 is taken", "size-value = 1*20DIGIT.", async p =>
        {
            await p.Ready();
            await p.Mail("SIZE=0");
        }),

        Should("1870-6.1-too-large", "a size over the limit is refused at MAIL with 552", "552: message size exceeds fixed maximum message size.", async p =>
        {
            var limit = LimitOf(p);
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> SIZE={limit + 1}", "552");
        }),

        Should("1870-3-twenty-digits", "a size of twenty digits is refused as too large", "size-value = 1*20DIGIT: more than a 64-bit number holds.", async p =>
        {
            _ = LimitOf(p);
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> SIZE=99999999999999999999", "552 452 501");
        }),

        Should("1870-3-no-number", "a size that is no number is refused", "size-value = 1*20DIGIT.", async p =>
        {
            await p.Ready();
            await p.Ask($"MAIL FROM:<{p.From}> SIZE=many", "5xx");
        }),

        Should("1870-6.3-message-too-large", "a message over the limit is refused at its end with 552", "552 may be sent in reply to the end of mail data too.", async p =>
        {
            var limit = LimitOf(p);
            if (limit > LargestTried)
                Probe.Skip($"SIZE allows {limit} octets, too many to be tried");
            await p.Data();
            await p.SendRaw(DataCases.Header);
            for (var sent = 0L; sent <= limit; sent += 64 * 1000)
                await p.Connection.SendAsync(string.Concat(Enumerable.Repeat(new string('x', 62) + "\r\n", 1000)).Select(c => (byte)c).ToArray());
            p.Note($"{limit} octets and more");
            await p.Text(".\r\n", "552 5xx");
        }),
    ];

    private static long LimitOf(Probe p)
    {
        if (!long.TryParse(p.Survey.Extensions["SIZE"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit == 0)
            Probe.Skip("the server names no limit");
        return limit;
    }
}
