using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

public sealed class ListedScenarioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OpeningComment_GivesQuestionAndExpectation() =>
        Assert.Equal(
            ("what is lost?", "nothing, and it is late."),
            Read("# yaml-language-server: x\n#\n# Question: what is\n#   lost?\n# Expect:   nothing,\n#           and it is late.\n#\n# More.\nschema: 1\n# Question: not this\n"));

    [Theory]
    [InlineData("")]
    [InlineData("schema: 1\n# Question: too late\n")]
    public void Read_NoOpeningComment_HasNone(string text) => Assert.Equal((null, null), Read(text));

    private (string? Question, string? Expect) Read(string text)
    {
        File.WriteAllText(_folder["a.yaml"], text);
        var listed = ListedScenario.Read(_folder["a.yaml"]);
        return (listed.Question, listed.Expect);
    }
}
