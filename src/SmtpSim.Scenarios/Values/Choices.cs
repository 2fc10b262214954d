using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Shapes of words.</summary>
internal static class Choices
{
    public static ScalarShape<bool> YesNo { get; } = new(
        "true or false", ParseBoolean, value => value ? "true" : "false", () => new JsonObject { ["type"] = "boolean" });

    /// <summary>One of some words, each of which means a value.</summary>
    public static ScalarShape<T> Of<T>(string noun, params (string Word, T Value)[] table)
    {
        string[] words = [.. table.Select(row => row.Word)];
        Complaint? Parse(string text, out T value)
        {
            var at = Array.IndexOf(words, text);
            value = at < 0 ? table[0].Value : table[at].Value;
            return at >= 0
                ? null
                : new Complaint(
                    $"is not {noun}",
                    Words.Nearest(text, words) is { } nearest
                        ? $"did you mean '{nearest}'?"
                        : $"write {string.Join(", ", words[..^1])} or {words[^1]}");
        }
        return new ScalarShape<T>(
            $"{noun}: {string.Join(", ", words)}", Parse,
            value => table.First(row => EqualityComparer<T>.Default.Equals(row.Value, value)).Word, () => new JsonObject { ["enum"] = SchemaParts.Array(words) });
    }

    private static Complaint? ParseBoolean(string text, out bool value)
    {
        value = text == "true";
        if (text is "true" or "false") return null;
        return new Complaint("is neither true nor false", text.ToLowerInvariant() switch
        {
            "yes" or "on" or "true" => "write 'true'",
            "no" or "off" or "false" => "write 'false'",
            _ => "write one of the two",
        });
    }
}
