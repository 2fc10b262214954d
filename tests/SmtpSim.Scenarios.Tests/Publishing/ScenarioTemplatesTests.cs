namespace SmtpSim.Scenarios.Tests;

public sealed class ScenarioTemplatesTests
{
    [Fact]
    public void New_AnyName_GivesAScenarioOfThatName()
    {
        var scenario = Sample.Good(ScenarioLoader.Parse(ScenarioTemplates.New("my-own.2"), "my-own.2.yaml", []));
        Assert.Equal("my-own.2", scenario.Name);
    }

    [Fact]
    public void New_Text_OpensWithSchemaQuestionAndExpectation()
    {
        var lines = ScenarioTemplates.New("x").Split('\n');
        Assert.StartsWith("# yaml-language-server: $schema=", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("# Question: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("# Expect: ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("NAME", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void New_ImpossibleName_IsAnArgumentError(string name) => Assert.Throws<ArgumentException>(() => ScenarioTemplates.New(name));
}
