using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>What <see cref="ScenarioReference"/> says of a value: which values may stand there, in words.</summary>
internal static class ReferenceText
{
    public static string Description(JsonNode node) => node["description"]?.GetValue<string>() ?? "";

    /// <summary>A text that stays in its cell.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    /// <summary>Which values a schema takes.</summary>
    public static string Type(JsonNode node)
    {
        var schema = node.AsObject();
        if (schema["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>()["#/$defs/".Length..];
            return $"[{name}](#{name.ToLowerInvariant()})";
        }
        if (schema["enum"] is JsonArray words)
            return string.Join(" or ", words.Select(word => $"`{word}`"));
        if (schema["anyOf"] is JsonArray forms)
            return string.Join(" or ", forms.SelectMany(form => Type(form!).Split(" or ", StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal));
        return schema["type"]?.GetValue<string>() switch
        {
            "integer" => "whole number" + Range(schema),
            "number" => "number" + Range(schema),
            "boolean" => "`true` or `false`",
            "array" => "list" + (schema["items"] is { } items && Type(items) is { Length: > 0 } of ? $" of {of}" : ""),
            "object" when schema["oneOf"] is not null && schema["properties"] is JsonObject kinds => $"one of {Names(kinds)}",
            "object" when schema["patternProperties"] is not null => "`{ <name>: … }`",
            "object" => "`{ … }`",
            "string" => schema["title"]?.GetValue<string>() is { } quantity ? $"[{quantity}](#{quantity})" : "text",
            _ => "",
        };
    }

    private static string Names(JsonObject properties) => string.Join(", ", properties.Select(property => $"`{property.Key}`"));

    private static string Range(JsonObject schema) => (schema["minimum"], schema["maximum"]) switch
    {
        ({ } least, { } most) => $", {least} to {most}",
        ({ } least, null) => $", at least {least}",
        (null, { } most) => $", at most {most}",
        _ => "",
    };
}
