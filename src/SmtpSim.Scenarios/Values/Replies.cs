using System.Globalization;
using System.Text.Json.Nodes;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>The text form of a negative reply: <c>451 4.7.1 Greylisted</c>; enhanced status code and text may be left out.</summary>
internal static class Replies
{
    private const int MaxText = 200;

    /// <summary>RFC 5321 section 4.2: the second digit is 0 to 5.</summary>
    private const string Pattern = @"^([45][0-5][0-9])( +[45]\.[0-7]\.[0-9]{1,3})?( +[ -~]{1,200})?$";

    public static ScalarShape<ReplySpec> Negative { get; } = new(
        "a negative reply such as 451 4.7.1 Greylisted", Parse, Format, Schema) { Part = "reply", IsText = true };

    private static Complaint? Parse(string text, out ReplySpec value)
    {
        value = new ReplySpec(451, 0, 0, 0, "");
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (codeText, rest) = space < 0 ? (text, "") : (text[..space], text[space..].TrimStart(' '));
        if (codeText.Length != 3 || !int.TryParse(codeText, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return new Complaint("is not a reply", "write code, enhanced status code and text, such as '451 4.7.1 Greylisted'");
        if (code is < 400 or > 599) return new Complaint("is no negative reply", "its code must be 4yz or 5yz");
        if (code / 10 % 10 > 5) return new Complaint("has a code whose second digit is over 5", "RFC 5321 section 4.2 has 0 to 5");
        if (ParseEnhanced(ref rest, code / 100, out var subject, out var detail, out var enhanced) is { } complaint) return complaint;
        if (rest.Length > MaxText) return new Complaint($"has a text longer than {MaxText} characters");
        if (rest.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return new Complaint("has a character that is not printable ASCII", "reply texts are plain ASCII (RFC 5321 section 4.2)");
        value = new ReplySpec(code, enhanced ? code / 100 : 0, subject, detail, rest);
        return null;
    }

    // Only a first word of the form n.n.n is an enhanced status code (RFC 3463 section 2); anything else is text.
    private static Complaint? ParseEnhanced(ref string rest, int codeClass, out int subject, out int detail, out bool found)
    {
        (subject, detail, found) = (0, 0, false);
        var end = rest.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? rest : rest[..end];
        var parts = word.Split('.');
        if (parts.Length != 3 || !Array.TrueForAll(parts, part => part.Length is >= 1 and <= 3 && part.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0))
            return null;
        if (parts[0] != codeClass.ToString(CultureInfo.InvariantCulture))
            return new Complaint(
                $"has an enhanced status code of another class than its code", $"write '{codeClass}.{parts[1]}.{parts[2]}'");
        (subject, detail, found) = (
            int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), true);
        if (subject > 7) return new Complaint("has an enhanced status code with an unknown subject", "RFC 3463 section 3 has 0 to 7");
        if (detail > 255) return new Complaint("has an enhanced status code whose detail is over 255");
        rest = end < 0 ? "" : rest[end..].TrimStart(' ');
        return null;
    }

    private static string Format(ReplySpec reply)
    {
        var enhanced = reply.Class == 0 ? "" : $" {reply.Class}.{reply.Subject}.{reply.Detail}";
        return $"{reply.Code}{enhanced}{(reply.Text.Length == 0 ? "" : " " + reply.Text)}";
    }

    private static JsonObject Schema() => new()
    {
        ["description"] = "A negative reply: code, enhanced status code, text, such as 451 4.7.1 Greylisted.",
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string", ["pattern"] = Pattern },
            new JsonObject { ["type"] = "integer", ["minimum"] = 400, ["maximum"] = 559 }),
    };
}
