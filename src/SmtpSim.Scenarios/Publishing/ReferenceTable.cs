using System.Text;
using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>Rows of <see cref="ScenarioReference"/>: the keys of a mapping, those of the mappings in it behind them.</summary>
internal sealed class ReferenceTable
{
    private readonly StringBuilder _rows = new();

    public bool IsEmpty => _rows.Length == 0;

    /// <summary>The mappings that may stand at a place: itself, one of its forms, or the entries of a list.</summary>
    public static IEnumerable<(JsonObject Schema, string Suffix)> ObjectsIn(JsonNode node)
    {
        var schema = node.AsObject();
        if (schema["properties"] is not null)
            yield return (schema, "");
        if (schema["patternProperties"] is JsonObject named)
        {
            foreach (var (_, entry) in named)
                foreach (var (inner, suffix) in ObjectsIn(entry!))
                    yield return (inner, ".<name>" + suffix);
        }
        if (schema["items"] is JsonObject items)
        {
            foreach (var (inner, suffix) in ObjectsIn(items))
                yield return (inner, "[]" + suffix);
        }
        if (schema["anyOf"] is JsonArray forms)
        {
            foreach (var form in forms)
                foreach (var found in ObjectsIn(form!))
                    yield return found;
        }
    }

    public void Add(string path, JsonNode value, bool isRequired)
    {
        var standard = value["default"] is { } given ? $"`{Plain(given)}`" : isRequired ? "required" : "";
        _rows.Append($"| `{path}` | {ReferenceText.Cell(ReferenceText.Type(value))} | {ReferenceText.Cell(ReferenceText.Description(value))} | {standard} |\n");
    }

    /// <summary>A row for each key of the mappings at a path.</summary>
    public void AddMembers(string? path, JsonNode value)
    {
        foreach (var (mapping, suffix) in ObjectsIn(value))
        {
            var required = mapping["required"] is JsonArray names ? names.Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) : [];
            foreach (var (key, member) in mapping["properties"]!.AsObject())
            {
                var at = path is null ? key : $"{path}{suffix}.{key}";
                Add(at, member!, required.Contains(key));
                AddMembers(at, member!);
            }
        }
    }

    public override string ToString() => "| key | value | what it says | default |\n|---|---|---|---|\n" + _rows;

    private static string Plain(JsonNode value) => value is JsonArray { Count: 0 } ? "none" : value.ToString();
}
