using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>The keys of a sweep, and their JSON Schema. They stand beside the scenario's own and are read by <see cref="SweepReader"/>.</summary>
internal static class SweepLanguage
{
    public const string ParamsKey = "params";
    public const string PoliciesKey = "policies";
    public const string SweepKey = "sweep";

    public const string GridKey = "grid";
    public const string ListKey = "list";
    public const string RangeKey = "range";
    public const string HypercubeKey = "latin-hypercube";
    public const string ReplicationsKey = "replications";
    public const string MetricsKey = "metrics";
    public const string CommonKey = "common-random-numbers";

    public static string[] Designs { get; } = [GridKey, ListKey, RangeKey, HypercubeKey];

    public static string[] SweepKeys { get; } = [.. Designs, ReplicationsKey, MetricsKey, CommonKey];

    /// <summary>Adds the keys to the schema of a scenario.</summary>
    public static void Describe(JsonObject properties)
    {
        properties[ParamsKey] = Map("Short names for the paths that a sweep changes, such as policy: clients.sender.retry.", new JsonObject
        {
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, List(new JsonObject { ["type"] = "string" })),
        });
        properties[PoliciesKey] = Map("Values with names, for the values of a sweep.", []);
        var axis = new JsonObject
        {
            ["description"] = "Values: a list, a mapping from names to values, or a range { from, to, step } or { from, to, count }.",
            ["anyOf"] = new JsonArray(List([]), new JsonObject { ["type"] = "object", ["minProperties"] = 1 }),
        };
        static JsonObject Number(string description) => new() { ["description"] = description, ["type"] = "integer", ["minimum"] = 1 };
        properties[SweepKey] = Record(
            "Runs the scenario for each of several sets of values, several times: smtpsim sweep FILE.",
            [],
            (GridKey, Map("Every combination of the values of these paths or params.", axis)),
            (ListKey, List("These cells: for each the values of the same paths or params.", new JsonObject { ["type"] = "object", ["minProperties"] = 1 })),
            (RangeKey, Map("The same as a grid, of ranges.", (JsonObject)axis.DeepClone())),
            (HypercubeKey, Record(
                "So many points that each of the values' ranges is covered evenly.",
                ["points", "over"],
                ("points", Number("How many cells.")),
                ("over", Map("Ranges { from, to } or lists, by path or param.", (JsonObject)axis.DeepClone())))),
            (ReplicationsKey, new JsonObject
            {
                ["description"] = "How often each cell is run, with other random numbers each time.",
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
                    Record(
                        "Between min and max, until an interval is narrow enough.",
                        [],
                        ("count", Number("Exactly so often.")),
                        ("min", Number("At least so often.")),
                        ("max", Number("At most so often.")),
                        ("antithetic", new JsonObject { ["type"] = "boolean", ["default"] = false, ["description"] = "In pairs: the second run has 1 - U for each uniform number U of the first, and the mean of both is one observation." }),
                        ("until", new JsonObject { ["type"] = "string", ["description"] = "Half of an interval's width as a share of the mean, such as delay.p95.ci95 <= 5%." }))),
            }),
            (MetricsKey, List("Metrics to measure beside those of all groups together, such as delay.p95{client=a}.", new JsonObject { ["type"] = "string" })),
            (CommonKey, new JsonObject { ["type"] = "boolean", ["default"] = true, ["description"] = "All cells see the same arrivals, latencies and faults, so that their differences are theirs alone." }));
    }

    private static JsonObject Map(string description, JsonObject values) =>
        new() { ["description"] = description, ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = values.Count == 0 ? true : values };

    private static JsonObject List(string description, JsonObject items)
    {
        var list = List(items);
        list["description"] = description;
        return list;
    }

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = items };

    private static JsonObject Record(string description, string[] required, params (string Name, JsonObject Schema)[] members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members)
            properties[name] = schema;
        var record = new JsonObject { ["description"] = description, ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Length > 0)
            record["required"] = SchemaParts.Array(required);
        return record;
    }
}
