namespace SmtpSim.Scenarios.Tests;

/// <summary>Every file in <c>scenarios/</c> loads, says what it asks and expects, and is written as it is meant to be read.</summary>
public sealed class ScenarioFileTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Scenarios_OfTheRepository_AreAtLeastEight() => Assert.True(Files.Count >= 8);

    [Theory]
    [MemberData(nameof(Files))]
    public void Scenario_File_LoadsUnderItsOwnName(string file)
    {
        var scenario = Load(file);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), scenario.Name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Scenario_File_OpensWithSchemaQuestionAndExpectation(string file)
    {
        var lines = File.ReadAllLines(Repository.PathOf("scenarios/" + file));
        Assert.Equal("# yaml-language-server: $schema=../schema/scenario-v1.schema.json", lines[0]);
        Assert.Equal("#", lines[1]);
        Assert.StartsWith("# Question: ", lines[2]);
        Assert.EndsWith("?", lines[2]);
        Assert.Matches("^# Expect:   [a-z]", lines[3]);
        Assert.Equal("schema: 1", lines.First(line => !line.StartsWith('#')));
        Assert.All(lines, line => Assert.True(line.Length <= 130, line));
        Assert.DoesNotContain(lines, line => line.Contains('\t') || line.EndsWith(' '));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Scenario_File_MayRunInSeveralPartitions(string file)
    {
        var result = ScenarioLoader.LoadFile(Repository.PathOf("scenarios/" + file), []);
        Assert.Empty(ScenarioChecks.CheckPartitions(result.Scenario!, 8, result));
    }

    public static Model.Scenario Load(string file, params string[] sets) => Sample.Good(ScenarioLoader.LoadFile(Repository.PathOf("scenarios/" + file), sets));
}
