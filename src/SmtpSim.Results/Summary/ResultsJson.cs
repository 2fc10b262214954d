using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>
/// The JSON form of results: snake_case, keys in the order of the records, null where there is no number, line feeds on every system.
/// Source-generated, since reflection would cost a tenth of a second at start-up.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(SweepSummary))]
[JsonSerializable(typeof(SweepManifest))]
[JsonSerializable(typeof(SweepRequest))]
public sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>The JSON Schema of <c>summary.json</c>.</summary>
    public static string SummarySchema =>
        JsonSchemaExporter.GetJsonSchemaAsNode(
            Default.RunSummary,
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = WithDialect })
        .ToJsonString(new JsonSerializerOptions(Default.Options)) + "\n";

    public static void Write(Stream stream, RunSummary summary)
    {
        JsonSerializer.Serialize(stream, summary, Default.RunSummary);
        stream.WriteByte((byte)'\n');
    }

    public static void Write(Stream stream, Manifest manifest)
    {
        JsonSerializer.Serialize(stream, manifest, Default.Manifest);
        stream.WriteByte((byte)'\n');
    }

    public static void Write(Stream stream, SweepSummary summary)
    {
        JsonSerializer.Serialize(stream, summary, Default.SweepSummary);
        stream.WriteByte((byte)'\n');
    }

    public static void Write(Stream stream, SweepManifest manifest)
    {
        JsonSerializer.Serialize(stream, manifest, Default.SweepManifest);
        stream.WriteByte((byte)'\n');
    }

    private static JsonNode WithDialect(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.Path.IsEmpty && schema is JsonObject root)
        {
            root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
            root.Insert(1, "title", Results.RunSummary.SchemaName);
        }

        return schema;
    }
}
