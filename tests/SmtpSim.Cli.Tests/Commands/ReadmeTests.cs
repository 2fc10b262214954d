using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

/// <summary>The README shows what the program really prints.</summary>
public sealed class ReadmeTests : CommandTests
{
    [Fact]
    public void Page_OfTheMainExample_IsThatOfTheReadme()
    {
        var page = Run("run", SmtpSimProcess.Scenario("greylisting"), "--out", "out").Output;
        Assert.StartsWith(Block(" greylisting  seed 42"), page);
    }

    [Fact]
    public void Trace_OfTheMainExample_IsThatOfTheReadme()
    {
        const string Command = "smtpsim trace scenarios/greylisting.yaml ";
        var block = Block("$ " + Command);
        var (arguments, shown) = (block[(block.IndexOf(Command, StringComparison.Ordinal) + Command.Length)..block.IndexOf('\n')], block[(block.IndexOf('\n') + 1)..]);

        var trace = Run(["trace", SmtpSimProcess.Scenario("greylisting"), .. arguments.Split(' ')]).Output;
        Assert.StartsWith(shown.Replace(" ...\n", "", StringComparison.Ordinal), trace);
    }

    /// <summary>The code block of the README that begins like this.</summary>
    private static string Block(string start)
    {
        var text = File.ReadAllText(Path.Combine(Golden.Root, "README.md"));
        var at = text.IndexOf("```\n" + start, StringComparison.Ordinal) + 4;
        Assert.True(at >= 4, $"no block begins with '{start}'");
        return text[at..text.IndexOf("```", at, StringComparison.Ordinal)];
    }
}
