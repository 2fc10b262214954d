using System.Diagnostics;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Scenarios whose lists are far longer than anybody writes by hand are checked in about linear time.</summary>
public sealed class LongListTests
{
    private const int Many = 20_000;

    public static TheoryData<string> Lists =>
    [
        "servers={ " + Repeated(i => $"g{i}: {{}}") + " }",
        "clients={ " + Repeated(i => $"g{i}: {{ retry: postfix }}") + " }",
        "domains={ " + Repeated(i => $"g{i}: {{ address: mx }}") + " }",
        "network.links=[ " + Repeated(_ => "{ from: a, to: mx, loss: 1% }") + " ]",
        "network.partitions=[ " + Repeated(i => $"{{ from: a, to: mx, at: {i}ms, for: 1us }}") + " ]",
        "outages=[ " + Repeated(i => $"{{ servers: mx, at: {i}ms, for: 1ms }}") + " ]",
        "traffic=[ " + Repeated(_ => "{ from: \"*\", to: mx, arrivals: { poisson: 1/h } }") + " ]",
        "traffic[0].from=[ " + Repeated(i => $"g{i}") + " ]",
        "clients.a.crashes=[ " + Repeated(i => $"{{ at: {i}ms, for: 1us }}") + " ]",
        "servers.mx.greylist={ delay: 5m, whitelist: [ " + Repeated(i => $"g{i}") + " ] }",
        "servers.mx.faults=[ " + Repeated(_ => "{ at: rcpt, reply: 450, chance: 0% }") + " ]",
        "servers.mx.rules=[ " + Repeated(i => $"{{ recipient: \"u{i}@*\", reply: 450 }}") + " ]",
        "domains={ d: { address: mx, dns: { faults: [ " + Repeated(_ => "{ of: a, fault: timeout, chance: 0% }") + " ] } } }",
        "domains={ d: { mx: [ " + Repeated(i => $"{{ preference: {i}, hosts: mx }}") + " ] } }",
        "domains={ d: { mx: [ " + Repeated(i => $"{{ preference: {i}, hosts: \"mx[{i + 1}]\" }}") + " ] } }",
        "expect=[ " + Repeated(_ => "delivered.ratio >= 1%") + " ]",
    ];

    [Theory]
    [MemberData(nameof(Lists), DisableDiscoveryEnumeration = true)]
    public void Parse_LongList_IsCheckedSoon(string set)
    {
        var watch = Stopwatch.StartNew();
        ScenarioLoader.Parse(Sample.Text, "sample.yaml", [set]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{set[..60]}… took {watch.Elapsed}");
    }

    // Where a list has no limit below this length, the scenario is one that runs.
    private static string Repeated(Func<int, string> item) => string.Join(", ", Enumerable.Range(0, Many).Select(item));
}
