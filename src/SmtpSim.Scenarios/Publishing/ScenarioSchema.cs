using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>The JSON Schema (draft 2020-12) of the scenario language, made from the tables that the loader reads by.</summary>
public static class ScenarioSchema
{
    // "{ min, max }" and "…" stay legible; the file is never embedded in HTML.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The text of <c>schema/scenario-v1.schema.json</c>.</summary>
    public static string Json { get; } = Write();

    private static string Write()
    {
        var parts = new SchemaParts();
        var root = ScenarioLanguage.Root.Describe(parts, ScenarioLanguage.Blank());
        SweepLanguage.Describe((JsonObject)root["properties"]!);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "SmtpSim scenario",
            ["description"] = "A scenario of SmtpSim, language version 1. What a schema cannot say, 'smtpsim validate' checks.",
        };
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }
        schema["$defs"] = parts.ToJson();
        return schema.ToJsonString(Indented) + "\n";
    }
}
