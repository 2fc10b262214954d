using System.Globalization;
using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Messages a second, of each client or of the whole stream.</summary>
internal readonly record struct Rate(double PerSecond, bool PerClient);

/// <summary>The text form of a rate: <c>2.5/h per client</c>, <c>100/s</c>.</summary>
internal static class Rates
{
    private const double Largest = 1e6;
    private const int LegibleLength = 8;

    public static ScalarShape<Rate> Any { get; } = new("a rate such as 2.5/h per client", Parse, Format, () => new JsonObject
    {
        ["description"] = "Messages per time: 2.5/h per client, or 100/s of the whole stream.",
        ["type"] = "string",
        ["pattern"] = $"^{UnitTable.NumberPattern} */ *({string.Join('|', Units.RatePeriods.Select(period => period.Name))})( +per client)?$",
    }) { Part = "rate" };

    private static Complaint? Parse(string text, out Rate value)
    {
        value = default;
        var length = DecimalNumber.Scan(text, out var number);
        if (length == 0) return new Complaint("is not a rate", "write one such as '2.5/h per client' or '100/s'");
        if (number.Negative || number.IsZero) return new Complaint("must be more than zero");
        var rest = text[length..].Trim(' ');
        if (rest.Length == 0) return new Complaint("has no unit", $"write '{text}/s' or '{text}/h per client'");
        if (rest[0] != '/') return new Complaint("is not a rate", "write one such as '2.5/h per client' or '100/s'");
        var words = rest[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (1 or 3) || (words.Length == 3 && (words[1], words[2]) is not ("per", "client")))
            return new Complaint("is not a rate", "only 'per client' may follow the unit");
        foreach (var (name, seconds) in Units.RatePeriods)
        {
            if (words[0] != name) continue;
            value = new Rate(number.ToDouble() / seconds, words.Length == 3);
            return value.PerSecond <= Largest
                ? null
                : new Complaint("is too fast", $"the largest rate is {Largest.ToString(CultureInfo.InvariantCulture)}/s");
        }
        return new Complaint($"has the unknown unit '/{Words.Shortened(words[0])}'", "write '/s', '/min', '/h' or '/d'");
    }

    // In the first unit in which the rate is a short number of at least one; else in whichever gives the shortest text.
    // Whatever the unit, the text reads back as the same double.
    private static string Format(Rate rate)
    {
        var best = DecimalNumber.Of(rate.PerSecond) + "/s";
        foreach (var (name, seconds) in Units.RatePeriods)
        {
            if (Exact(rate.PerSecond, seconds) is not { } number) continue;
            var text = $"{number}/{name}";
            if (number.ToDouble() >= 1 && text.Length <= LegibleLength)
            {
                best = text;
                break;
            }
            if (text.Length < best.Length) best = text;
        }
        return rate.PerClient ? best + " per client" : best;
    }

    private static DecimalNumber? Exact(double perSecond, int seconds)
    {
        for (var digits = 1; digits <= 17; digits++)
        {
            var rounded = (perSecond * seconds).ToString("E" + (digits - 1), CultureInfo.InvariantCulture);
            var candidate = DecimalNumber.Of(double.Parse(rounded, CultureInfo.InvariantCulture));
            if (candidate.ToDouble() / seconds == perSecond) return candidate;
        }
        return null;
    }
}
