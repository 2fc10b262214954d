using System.Globalization;
using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Shapes of whole numbers and of limits.</summary>
internal static class Count
{
    public static ScalarShape<int> From(int least, int most) => new(
        $"a whole number from {least} to {most}", (string text, out int value) => Parse(text, least, most, out value),
        value => value.ToString(CultureInfo.InvariantCulture), () => Schema(least, most));

    /// <summary>A whole number from 1 up, or "unlimited", which is 0 in the model.</summary>
    public static ScalarShape<int> Limit(int most) => new(
        "a whole number, or unlimited", (string text, out int value) => ParseLimit(text, most, out value),
        value => value == 0 ? Quantity.Unlimited : value.ToString(CultureInfo.InvariantCulture),
        () => Quantity.OrWord(Schema(1, most), Quantity.Unlimited));

    /// <summary>A size in whole bytes, or "unlimited", which is 0 in the model.</summary>
    public static ScalarShape<long> SizeLimit { get; } = new(
        "a size such as 10 MB, or unlimited", ParseSizeLimit, value => value == 0 ? Quantity.Unlimited : Units.Size.Format(value),
        () => Quantity.OrWord(
            Quantity.Schema(Units.Size, "A size with its unit, such as 10 MB, or unlimited.", zero: false), Quantity.Unlimited));

    /// <summary>A seed: 64 bits.</summary>
    public static ScalarShape<ulong> Seed { get; } = new(
        "a whole number", ParseSeed, value => value.ToString(CultureInfo.InvariantCulture), () => new JsonObject
    {
        ["type"] = "integer",
        ["minimum"] = 0,
        ["maximum"] = ulong.MaxValue,
    });

    private static Complaint? Parse(string text, int least, int most, out int value)
    {
        value = 0;
        var length = DecimalNumber.Scan(text, out var number);
        if (length == 0 || length < text.Length || !number.TryToInteger(out var whole))
        {
            var plain = text.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
            return new Complaint(
                "is not a whole number",
                plain.Length < text.Length && long.TryParse(plain, out _) ? $"write '{plain}'" : "write digits alone");
        }
        if (whole < least) return new Complaint($"is less than {least}");
        if (whole > most) return new Complaint($"is more than {most}");
        value = (int)whole;
        return null;
    }

    private static Complaint? ParseLimit(string text, int most, out int value)
    {
        value = 0;
        if (text == Quantity.Unlimited) return null;
        if (text == "0") return new Complaint("is no limit that lets anything through", $"write '{Quantity.Unlimited}' for no limit");
        return Parse(text, 1, most, out value);
    }

    private static Complaint? ParseSizeLimit(string text, out long value)
    {
        value = 0;
        if (text == Quantity.Unlimited) return null;
        if (Units.Size.Parse(text, out var number) is { } complaint) return complaint;
        if (!number.TryToInteger(out value)) return new Complaint("is not a whole number of bytes");
        if (value == 0) return new Complaint("is no limit that lets anything through", $"write '{Quantity.Unlimited}' for no limit");
        return value > 1_000_000_000_000
            ? new Complaint("is too large", $"the largest limit is {Units.Size.Format(1_000_000_000_000)}")
            : null;
    }

    private static Complaint? ParseSeed(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            ? null
            : new Complaint("is not a seed", $"write a whole number from 0 to {ulong.MaxValue}");

    private static JsonObject Schema(int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}
