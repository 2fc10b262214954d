using System.Text;
using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>
/// The reference documentation of the scenario language as Markdown: a table row for each key, made from the JSON Schema, so that the page,
/// the editor and the loader say the same.
/// </summary>
public static class ScenarioReference
{
    /// <summary>The text of <c>docs/reference.md</c>.</summary>
    public static string Markdown { get; } = Write();

    private static string Write()
    {
        var schema = JsonNode.Parse(ScenarioSchema.Json)!.AsObject();
        var page = new StringBuilder();
        page.Append("# The scenario language\n\n")
            .Append("Every key, made by `smtpsim schema --reference` from the tables that the program itself reads by. `<name>` is a name that you give, ")
            .Append("`[]` an entry of a list. A default in the last column holds where the key is left out; the results folder of every run has the ")
            .Append("scenario with all of them written out. Values with a name of their own, such as [duration](#duration), are explained at the end.\n");

        var single = new ReferenceTable();
        foreach (var (key, value) in schema["properties"]!.AsObject())
        {
            if (!IsSection(value!))
                single.Add(key, value!, IsRequired(schema, key));
        }
        page.Append("\n## The scenario itself\n\n").Append(single);

        foreach (var (key, value) in schema["properties"]!.AsObject())
        {
            if (!IsSection(value!))
                continue;
            var table = new ReferenceTable();
            table.AddMembers(key, value!);
            page.Append($"\n## {key}\n\n{ReferenceText.Cell(ReferenceText.Description(value!))}\n\n").Append(table);
        }

        page.Append("\n# Values\n");
        foreach (var (name, part) in schema["$defs"]!.AsObject())
            AppendPart(page, name, part!);
        return page.ToString();
    }

    private static void AppendPart(StringBuilder page, string name, JsonNode part)
    {
        page.Append($"\n## {name}\n\n");
        page.Append(ReferenceText.Description(part) is { Length: > 0 } text ? text : $"Written as {ReferenceText.Type(part)}.").Append('\n');
        var table = new ReferenceTable();
        table.AddMembers(null, part);
        if (!table.IsEmpty)
            page.Append('\n').Append(table);
    }

    private static bool IsSection(JsonNode value) => ReferenceTable.ObjectsIn(value).Any();

    private static bool IsRequired(JsonNode schema, string key)
        => schema["required"] is JsonArray required && required.Any(name => name!.GetValue<string>() == key);
}
