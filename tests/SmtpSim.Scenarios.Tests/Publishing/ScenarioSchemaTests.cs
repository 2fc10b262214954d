using System.Text.Json.Nodes;
using CsCheck;
using NJsonSchema;

namespace SmtpSim.Scenarios.Tests;

public sealed class ScenarioSchemaTests
{
    /// <summary>The validator knows the parts of a schema by the name that they had in older drafts.</summary>
    private static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromJsonAsync(ScenarioSchema.Json.Replace("$defs", "definitions", StringComparison.Ordinal)).GetAwaiter().GetResult());

    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Schema_InTheRepository_IsUpToDate() => Repository.EqualToFile("schema/scenario-v1.schema.json", ScenarioSchema.Json);

    [Fact]
    public void Schema_NamesItsDraft() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", JsonNode.Parse(ScenarioSchema.Json)!["$schema"]!.GetValue<string>());

    [Theory]
    [MemberData(nameof(Files))]
    public void Scenario_OfTheRepository_IsValid(string file) => Valid(File.ReadAllText(Repository.PathOf("scenarios/" + file)));

    [Fact]
    public void Template_IsValid() => Valid(ScenarioTemplates.New("mine"));

    /// <summary>Seeds of 63 bits only: the validator cannot compare larger ones.</summary>
    [Fact]
    public void EffectiveScenario_OfAnyScenario_IsValid() =>
        ScenarioGen.Scenarios.Sample(scenario => Valid(EffectiveScenario.Write(scenario with { Seed = scenario.Seed >> 1 })), iter: 50);

    /// <summary>What the loader takes in the tests of keys, the schema takes too.</summary>
    [Theory]
    [MemberData(nameof(KeyTests.Sets), MemberType = typeof(KeyTests))]
    public void Scenario_WithAKeySet_IsValid(string set) => Valid(EffectiveScenario.Write(Sample.With(set)));

    [Theory]
    [InlineData("duration: 1h", "duration: 1")]
    [InlineData("duration: 1h", "duration: 1 hour")]
    [InlineData("duration: 1h", "duration: -1h")]
    [InlineData("duration: 1h", "duratoin: 1h")]
    [InlineData("schema: 1", "schema: 2")]
    [InlineData("schema: 1\n", "")]
    [InlineData("name: sample", "name: a b")]
    [InlineData("count: 3", "cuont: 3")]
    [InlineData("count: 3", "count: 0")]
    [InlineData("count: 3", "count: many")]
    [InlineData("count: 3", "workers: 0")]
    [InlineData("count: 3", "esmtp: yes")]
    [InlineData("count: 3", "unknown: 2")]
    [InlineData("count: 3", "max-size: 10")]
    [InlineData("count: 3", "max-size: 10 mb")]
    [InlineData("count: 3", "sessions: { limit: 10, replay: 421 }")]
    [InlineData("count: 3", "greylist: { reply: 250 Ok }")]
    [InlineData("count: 3", "faults: [{ at: nowhere, reply: 450 }]")]
    [InlineData("count: 3", "faults: [{ reply: 450 }]")]
    [InlineData("count: 3", "service: { body: { lognormal: { median: 1s } } }")]
    [InlineData("count: 3", "service: { body: { lognormal: { median: 1s, p99: 2s, cv: 1 } } }")]
    [InlineData("count: 3", "service: { body: { exponential: 1s, constant: 1s } }")]
    [InlineData("count: 3", "service: { body: {} }")]
    [InlineData("retry: postfix", "retry: postfx")]
    [InlineData("retry: postfix", "retry: { fixed: 60 }")]
    [InlineData("retry: postfix", "hello: ehlo")]
    [InlineData("retry: none", "retry: { exponential: { base: 1s } }")]
    [InlineData("{ burst: 1 }", "{ burst: 1, every: 1s }")]
    [InlineData("{ burst: 1 }", "{ poisson: 5 }")]
    [InlineData("from: \"*\"", "from: []")]
    [InlineData("to: mx", "to: MX")]
    public void Scenario_ThatTheLoaderRefuses_IsInvalid(string good, string bad)
    {
        var text = Sample.Text.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Sample.Text, text);
        Assert.False(ScenarioLoader.Parse(text, "bad.yaml", []).Ok);
        Assert.NotEmpty(Schema.Value.Validate(YamlToJson.Convert(text)!.ToJsonString()));
    }

    [Fact]
    public void Key_OfTheLanguage_HasADescription()
    {
        var bare = new List<string>();
        Visit(JsonNode.Parse(ScenarioSchema.Json)!, "");
        Assert.Empty(bare);

        void Visit(JsonNode node, string path)
        {
            if (node is JsonObject map)
            {
                if (map["properties"] is JsonObject properties) bare.AddRange(properties.Where(key => key.Value!["description"] is null).Select(key => $"{path}/{key.Key}"));
                foreach (var (key, value) in map) if (value is not null) Visit(value, $"{path}/{key}");
            }
            else if (node is JsonArray list)
            {
                foreach (var item in list) if (item is not null) Visit(item, path);
            }
        }
    }

    private static void Valid(string yaml)
    {
        var errors = Schema.Value.Validate(YamlToJson.Convert(yaml)!.ToJsonString());
        Assert.True(errors.Count == 0, string.Join('\n', errors) + "\n" + yaml);
    }
}
