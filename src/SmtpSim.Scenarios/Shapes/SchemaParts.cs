using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>The named parts (<c>$defs</c>) of the JSON Schema, each described once.</summary>
internal sealed class SchemaParts
{
    private readonly SortedDictionary<string, JsonObject?> _parts = new(StringComparer.Ordinal);

    public JsonObject Reference(string name, Func<JsonObject> describe)
    {
        if (_parts.TryAdd(name, null)) _parts[name] = describe();
        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, part) in _parts) json[name] = part;
        return json;
    }

    public static JsonArray Array(params string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>Of all the keys, these and no others.</summary>
    public static JsonObject Exactly(string[] keys) => new() { ["required"] = Array(keys), ["maxProperties"] = keys.Length };

    /// <summary>A default as JSON; null for a mapping, whose keys have their own.</summary>
    public static JsonNode? Default(Node node) => node switch
    {
        ScalarNode { Quoted: false, Text: "true" } => true,
        ScalarNode { Quoted: false, Text: "false" } => false,
        ScalarNode { Quoted: false } scalar when ulong.TryParse(scalar.Text, out var number) => number,
        ScalarNode { Text.Length: > 0 } scalar => scalar.Text,
        ListNode { Items.Count: 0 } => new JsonArray(),
        _ => null,
    };
}
