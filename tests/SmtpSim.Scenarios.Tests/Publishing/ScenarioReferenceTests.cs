using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios.Tests;

public sealed class ScenarioReferenceTests
{
    [Fact]
    public void Reference_InTheRepository_IsUpToDate() => Repository.EqualToFile("docs/reference.md", ScenarioReference.Markdown);

    /// <summary>A line for every key: each says what it is for.</summary>
    [Fact]
    public void Key_OfTheLanguage_HasADescription()
    {
        var without = new List<string>();
        Walk("", JsonNode.Parse(ScenarioSchema.Json)!, without);
        Assert.Empty(without);
    }

    [Theory]
    [InlineData("| `servers.<name>.greylist.delay` |")]
    [InlineData("| `traffic[].arrivals` |")]
    [InlineData("| `clients.<name>.retry` | [retry](#retry) |")]
    [InlineData("## retry")]
    public void Reference_HasALineFor(string line) => Assert.Contains("\n" + line, ScenarioReference.Markdown, StringComparison.Ordinal);

    private static void Walk(string path, JsonNode node, List<string> without)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                if (item is not null)
                    Walk(path, item, without);
            return;
        }
        if (node is not JsonObject schema)
            return;
        if (schema["properties"] is JsonObject properties)
        {
            foreach (var (key, value) in properties)
                if (string.IsNullOrWhiteSpace(value!["description"]?.GetValue<string>()))
                    without.Add($"{path}.{key}");
        }
        foreach (var (key, value) in schema)
            if (value is not null)
                Walk($"{path}.{key}", value, without);
    }
}
