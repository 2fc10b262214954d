using System.Globalization;
using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Shapes of sizes, bandwidths, probabilities and plain numbers.</summary>
internal static class Quantity
{
    public const string Unlimited = "unlimited";

    private const double LargestSize = 1e15;

    /// <summary>For distributions: in bytes, fractions too.</summary>
    public static ScalarShape<double> Bytes { get; } = new(
        "a size such as 4 kB", (string text, out double value) => Parse(Units.Size, text, LargestSize, out value), Units.Size.Format,
        () => Schema(Units.Size, "A size with its unit, such as 4 kB or 10 MiB.")) { Part = "size" };

    /// <summary>Bytes per second; 0 stands for "unlimited".</summary>
    public static ScalarShape<double> Bandwidth { get; } = new(
        "a bandwidth such as 10 MB/s, or unlimited", ParseBandwidth, value => value == 0 ? Unlimited : Units.Bandwidth.Format(value),
        () => OrWord(
            Schema(Units.Bandwidth, "A bandwidth with its unit, such as 10 MB/s or 100 Mbit/s, or unlimited.", zero: false),
            Unlimited)) { Part = "bandwidth" };

    /// <summary>0 to 1.</summary>
    public static ScalarShape<double> Probability { get; } = new(
        "a probability such as 2%", ParseProbability, FormatProbability, () => new JsonObject
    {
        ["description"] = "A probability: 2% or 0.02.",
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 },
            new JsonObject { ["type"] = "string", ["pattern"] = $"^{UnitTable.NumberPattern} *%$" }),
    }) { Part = "probability" };

    /// <summary>A number without a unit, zero or more.</summary>
    public static ScalarShape<double> Number { get; } = new(
        "a number such as 2.5", ParseNumber, value => DecimalNumber.Of(value).ToString(), NumberSchema);

    /// <summary>Any finite number.</summary>
    public static ScalarShape<double> Real { get; } = new(
        "a number such as -2.5", ParseReal, value => DecimalNumber.Of(value).ToString(), () => new JsonObject { ["type"] = "number" });

    /// <summary>JSON Schema of a quantity with its unit.</summary>
    public static JsonObject Schema(UnitTable units, string description, bool zero = true)
    {
        var forms = new JsonArray(new JsonObject { ["title"] = units.Name, ["type"] = "string", ["pattern"] = units.Pattern });
        if (zero) forms.Add(new JsonObject { ["type"] = "integer", ["enum"] = new JsonArray(0) });
        return new JsonObject { ["description"] = description, ["anyOf"] = forms };
    }

    /// <summary>The schema, or one of some words.</summary>
    public static JsonObject OrWord(JsonObject schema, string word)
    {
        var either = new JsonObject { ["enum"] = SchemaParts.Array(word) };
        if (schema["anyOf"] is not JsonArray forms) return new JsonObject { ["anyOf"] = new JsonArray(schema, either) };
        forms.Add(either);
        return schema;
    }

    /// <summary>Reads a quantity of at most <paramref name="largest"/> base units.</summary>
    public static Complaint? Parse(UnitTable units, string text, double largest, out double value)
    {
        var complaint = units.Parse(text, out var number);
        value = number.ToDouble();
        if (complaint is not null || value <= largest) return complaint;
        return new Complaint("is too large", $"the largest value is {units.Format(largest)}");
    }

    private static Complaint? ParseBandwidth(string text, out double value)
    {
        value = 0;
        if (text == Unlimited) return null;
        if (Parse(Units.Bandwidth, text, LargestSize, out value) is { } complaint) return complaint;
        return value > 0 ? null : new Complaint("must be more than zero", $"write '{Unlimited}' for no limit");
    }

    private static Complaint? ParseProbability(string text, out double value)
    {
        value = 0;
        var length = DecimalNumber.Scan(text, out var number);
        var rest = text[length..].TrimStart(' ');
        if (length == 0 || rest is not ("" or "%")) return new Complaint("is not a probability", "write one such as '2%' or '0.02'");
        value = rest == "%" ? number.Times(1, -2).ToDouble() : number.ToDouble();
        if (value < 0) return new Complaint("is negative", "a probability is between 0 and 1");
        if (value > 1)
            return new Complaint("is more than 1", rest == "%" ? "a probability is at most 100%" : $"write '{text}%' if that is meant");
        return null;
    }

    private static string FormatProbability(double value) => DecimalNumber.Of(value).Times(1, 2) + "%";

    private static Complaint? ParseNumber(string text, out double value)
    {
        if (ParseReal(text, out value) is { } complaint) return complaint;
        return value < 0 ? new Complaint("is negative", "write a number such as '2.5'") : null;
    }

    private static Complaint? ParseReal(string text, out double value)
    {
        var length = DecimalNumber.Scan(text, out var number);
        value = number.ToDouble();
        if (length == 0 || length < text.Length) return new Complaint("is not a number", "write one such as '2.5', without a unit");
        return double.IsFinite(value)
            ? null
            : new Complaint("is too large", $"the largest number is {double.MaxValue.ToString("E2", CultureInfo.InvariantCulture)}");
    }

    private static JsonObject NumberSchema() => new() { ["type"] = "number", ["minimum"] = 0 };
}
