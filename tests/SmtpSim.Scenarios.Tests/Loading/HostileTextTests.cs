using System.Diagnostics;
using System.Text;
using CsCheck;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Whatever a file holds gives diagnostics, in bounded time, and never an exception.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Fragments =
    [
        "schema: 1\n", "name: x\n", "servers:\n", "  mx: ", "{", "}", "[", "]", ",", ": ", "- ", "\n", "  ", "\t", "#", "\"", "'", "|", ">", "|-\n",
        "&a ", "*a", "!!str ", "? ", "---\n", "...\n", "%YAML 1.2\n", "\r", "\0", "\uFEFF", "\uD800", "é", "\u2028", "<<: ", "~", "null", "1e999", "-5s",
        "300s", "{ at: rcpt }", "traffic:\n", "clients:\n", "  a: { retry: postfix }\n", "\\", "@", "`", "0x1F",
    ];

    public static TheoryData<string> Monsters =>
    [
        new string('[', 100_000),
        new string('{', 100_000),
        string.Concat(Enumerable.Repeat("{a: ", 100_000)),
        string.Concat(Enumerable.Repeat("- ", 100_000)),
        string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n")),
        new string(' ', 1_000_000),
        new string('a', 1_000_000),
        "name: " + new string('"', 100_001),
        "\"" + new string('\\', 100_000),
        "name: |\n" + string.Concat(Enumerable.Repeat("  x\n", 100_000)),
        string.Concat(Enumerable.Repeat("a: 1\n", 100_000)),
        "servers: {" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"g{i}: {{}}, ")) + "}",
        "traffic: [" + string.Concat(Enumerable.Repeat("{}, ", 20_000)) + "]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "schema: 1" + new string('0', 100_000),
        new string('\n', 1_000_000) + "?",
        new string('x', NodeReader.MaxLength + 1),
        "%TAG ! tag:example.com,2000:\n---\n!x a",
        "? ? ? ? ?",
        "a: 'b'c: d",
        "- [a\n- b]",
        "\uFEFF\uFEFF\uFEFF",
        "a: !<",
        "key: >9\n x",
    ];

    [Theory]
    [MemberData(nameof(Monsters), DisableDiscoveryEnumeration = true)]
    public void Parse_Monster_IsRefusedSoon(string text)
    {
        var watch = Stopwatch.StartNew();
        var result = ScenarioLoader.Parse(text, "monster.yaml", []);
        Assert.False(result.Ok);
        Assert.NotEmpty(result.Diagnostics);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Parse_FragmentsOfYaml_NeverThrows() =>
        Gen.OneOf(Fragments).Array[0, 40].Sample(parts => Refused(string.Concat(parts)), iter: 3_000);

    [Fact]
    public void Parse_Characters_NeverThrows() => Gen.String.Sample(Refused, iter: 3_000);

    [Fact]
    public void Parse_ScenarioWithAPieceReplaced_NeverThrows()
    {
        var files = Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml").Select(File.ReadAllText).ToArray();
        Gen.Select(Gen.OneOf(files), Gen.Double[0, 1], Gen.Int[0, 12], Gen.OneOf(Fragments)).Sample((text, where, length, fragment) =>
        {
            var at = (int)(where * text.Length);
            Refused(new StringBuilder(text).Remove(at, Math.Min(length, text.Length - at)).Insert(at, fragment).ToString());
        }, iter: 3_000);
    }

    [Fact]
    public void Parse_HostileSets_NeverThrows()
    {
        string[] paths = ["servers.mx", "traffic[0]", "clients.a.retry", "network.latency.jitter", "[", "traffic[0].from[0]", "a.b", "seed"];
        Gen.Select(Gen.OneOf(paths), Gen.OneOf(Fragments), Gen.OneOf(Fragments)).Sample((path, a, b) =>
        {
            ScenarioLoader.Parse(Sample.Text, "sample.yaml", [$"{path}{a}={b}", $"{path}={a}{b}", a + b]);
        }, iter: 3_000);
    }

    [Fact]
    public void Parse_HostileTraces_NeverThrows()
    {
        string[] rows = ["1,1,1,1\n", ",,,\n", "1,a-1,99999999999,1\n", "1e99,1,1,1\n", "\r\n", "\0"];
        Gen.Select(Gen.String, Gen.OneOf(rows)).Sample((noise, row) =>
        {
            ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["traffic[0].arrivals.trace=t.csv"], _ => "time,client,bytes,recipients\n" + row + noise + row);
        }, iter: 3_000);
    }

    // A change may leave the scenario sound; then there is a scenario, else there are diagnostics.
    private static void Refused(string text)
    {
        var result = ScenarioLoader.Parse(text, "hostile.yaml", [], _ => null);
        Assert.Equal(result.Scenario is null, result.Diagnostics.Count > 0);
        Assert.All(result.Diagnostics, diagnostic => Assert.True(diagnostic.Line >= 1 && diagnostic.Column >= 1, diagnostic.ToString()));
    }
}
