using System.Globalization;
using System.Text.RegularExpressions;
using static SmtpSim.Wire.Case;

namespace SmtpSim.Wire;

/// <summary>RFC 9422: a server says how much it takes.</summary>
internal static partial class LimitsExtensionCases
{
    private const int MostTried = 2000;

    public static IReadOnlyList<ConformCase> All { get; } =
    [
        Must("9422-3-keyword", "each parameter is a name, with or without a value", "limit-name-value = limit-name [\"=\" limit-value].", async p =>
        {
            await p.Hello();
            p.Check(Limits(p).All(limit => Limit().IsMatch(limit)), "NAME=VALUE or NAME, parted by spaces");
        }),

        Must("9422-4.1-mailmax", "MAILMAX is a number above zero", "MAILMAX = %x31-39 0*5DIGIT.", p => IsNumber(p, "MAILMAX")),
        Must("9422-4.2-rcptmax", "RCPTMAX is a number above zero", "RCPTMAX = %x31-39 0*5DIGIT.", p => IsNumber(p, "RCPTMAX")),
        Must("9422-4.3-rcptdomainmax", "RCPTDOMAINMAX is a number above zero", "RCPTDOMAINMAX = %x31-39 0*5DIGIT.", p => IsNumber(p, "RCPTDOMAINMAX")),

        Should("9422-4.2-rcptmax-taken", "as many recipients as RCPTMAX are taken", "RCPTMAX: the recipients that the server takes in a transaction.", async p =>
        {
            var most = NumberOf(p, "RCPTMAX");
            if (most > MostTried)
                Probe.Skip($"RCPTMAX allows {most} recipients, too many to be tried");
            await p.Ready();
            await p.Mail();
            for (var i = 0; i < most; i++)
                await p.Rcpt();
        }),

        Should("9422-4.2-rcptmax-exceeded", "one more is refused with 452", "452: too many recipients.", async p =>
        {
            var most = NumberOf(p, "RCPTMAX");
            if (most > MostTried)
                Probe.Skip($"RCPTMAX allows {most} recipients, too many to be tried");
            await p.Ready();
            await p.Mail();
            for (var i = 0; i < most; i++)
                await p.Rcpt();
            await p.Ask($"RCPT TO:<{p.To}>", "452");
        }),
    ];

    private static string[] Limits(Probe p) => p.Survey.Extensions["LIMITS"].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task IsNumber(Probe p, string name)
    {
        await p.Hello();
        var text = ValueOf(p, name);
        p.Check(text.Length is > 0 and <= 6 && text[0] != '0' && text.All(char.IsAsciiDigit), $"{name} and a number of one to six digits");
    }

    private static int NumberOf(Probe p, string name)
    {
        if (!int.TryParse(ValueOf(p, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            Probe.Skip($"{name} is no number");
        return number;
    }

    private static string ValueOf(Probe p, string name)
    {
        var limit = Limits(p).FirstOrDefault(one => one.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        if (limit is null)
            Probe.Skip($"{name} is not named");
        return limit![(name.Length + 1)..];
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(=[\x21-\x3A\x3C-\x7E]+)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Limit();
}
