using System.Text.Json;
using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

public sealed class EffectiveScenarioTests
{
    [Fact]
    public void Write_AnyScenario_LoadsAgainToAnEqualOne() =>
        ScenarioGen.Scenarios.Sample(scenario =>
        {
            var result = ScenarioLoader.Parse(EffectiveScenario.Write(scenario), "effective.yaml", []);
            Assert.Equal("", string.Join('\n', result.Diagnostics));
            Assert.Equal(Json(scenario), Json(result.Scenario!)); // JSON gives every bit of a double
        }, iter: 200);

    [Fact]
    public void Write_AnyScenarioReadAgain_IsTheSameText() =>
        ScenarioGen.Scenarios.Sample(scenario =>
        {
            var text = EffectiveScenario.Write(scenario);
            Assert.Equal(text, EffectiveScenario.Write(ScenarioLoader.Parse(text, "effective.yaml", []).Scenario!));
        }, iter: 100);

    [Fact]
    public void Write_Distributions_LoadAgainExactly() =>
        ScenarioGen.Distributions(1e9).Sample(distribution =>
        {
            var scenario = Sample.With() with { Network = new NetworkSpec { Default = new LinkSpec { Jitter = distribution } } };
            var again = ScenarioLoader.Parse(EffectiveScenario.Write(scenario), "effective.yaml", []);
            Assert.Equal("", string.Join('\n', again.Diagnostics));
            Assert.Equal(JsonSerializer.Serialize(distribution), JsonSerializer.Serialize(again.Scenario!.Network.Default.Jitter));
        }, iter: 3_000);

    [Fact]
    public void Write_Sample_ShowsEveryDefault() =>
        Repository.EqualToFile("tests/SmtpSim.Scenarios.Tests/Publishing/sample.effective.yaml", EffectiveScenario.Write(Sample.With()));

    [Fact]
    public void Write_OptionalKeyOfTheLanguage_IsWritten()
    {
        // Under retry stands what the group's own keys say; a kind of arrival or retry has the keys of its kind.
        string[] elsewhere = ["lifetime", "max-attempts"];
        var loaded = ScenarioLoader.Parse(EffectiveScenario.Write(Sample.With()), "effective.yaml", []);
        Assert.Empty(loaded.Diagnostics);
        foreach (var group in (string[])["servers.mx", "clients.a"])
        {
            Shape shape = group == "servers.mx" ? ServerLanguage.Group : ClientLanguage.Group;
            Assert.Empty(shape.Members(new MapNode(default, [])).Except(elsewhere).Where(key => !loaded.Lines.ContainsKey($"{group}.{key}")));
        }
        Assert.Empty(ScenarioLanguage.Root.Members(new MapNode(default, [])).Where(key => !loaded.Lines.ContainsKey(key)));
    }

    [Fact]
    public void Write_LognormalByMedian_StaysLegible() =>
        Assert.Contains("jitter: { lognormal: { median: 20ms, p99: 120ms } }",
            EffectiveScenario.Write(Sample.With("network.latency.jitter={ lognormal: { median: 20ms, p99: 120ms } }")), StringComparison.Ordinal);

    [Theory]
    [InlineData("x: y")]
    [InlineData("a # b")]
    [InlineData("- a")]
    [InlineData("say \"no\" \\ never")]
    [InlineData("{domain} [x], *y &z !w |v >u %t @s `r")]
    [InlineData("'single'")]
    [InlineData("ends with:")]
    public void Write_AwkwardReplyText_ReadsBack(string text)
    {
        var reply = new ReplySpec(450, 4, 2, 0, text);
        var scenario = Sample.With();
        scenario = scenario with { Servers = [scenario.Servers[0] with { UnknownMailboxReply = reply, Faults = [new FaultSpec { At = SessionStep.Rcpt, Kind = FaultKind.Reply, Reply = reply }] }] };
        var again = Sample.Good(ScenarioLoader.Parse(EffectiveScenario.Write(scenario), "effective.yaml", []));
        Assert.Equal((reply, reply), (again.Servers[0].UnknownMailboxReply, again.Servers[0].Faults[0].Reply));
    }

    [Theory]
    [InlineData("123")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("1e5")]
    [InlineData("No")]
    public void Write_NameThatLooksLikeAnotherType_IsQuoted(string name)
    {
        var text = EffectiveScenario.Write(Sample.With() with { Name = name });
        Assert.Contains($"name: \"{name}\"", text, StringComparison.Ordinal);
        Assert.Equal(name, ScenarioLoader.Parse(text, "effective.yaml", []).Scenario!.Name);
    }

    [Fact]
    public void Write_DurationsOfOneTick_KeepIt()
    {
        var scenario = Sample.With() with { Duration = new SimDuration(36_000_000_001), Drain = new SimDuration(1) };
        scenario = scenario with { Traffic = [scenario.Traffic[0] with { End = scenario.Duration }] };
        Assert.Equal(Json(scenario), Json(ScenarioLoader.Parse(EffectiveScenario.Write(scenario), "effective.yaml", []).Scenario!));
    }

    private static string Json(Scenario scenario) => JsonSerializer.Serialize(scenario);
}
