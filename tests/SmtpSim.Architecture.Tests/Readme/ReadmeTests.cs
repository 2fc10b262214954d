using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using SmtpSim.Cli;
using SmtpSim.Protocol;
using Command = System.CommandLine.Command;

namespace SmtpSim.Architecture.Tests;

/// <summary>What the README says can be done, can be done.</summary>
public sealed partial class ReadmeTests
{
    private const string TestCommand = "dotnet test --solution SmtpSim.sln -c Release";

    private static readonly string Text = Repository.Read("README.md");

    [Fact]
    public void TestCommand_IsTheOneThatContinuousIntegrationRuns()
    {
        Assert.Contains($"```\n{TestCommand}\n```", Text);
        Assert.Contains($"\n{TestCommand} ", Repository.Read(".ci/run"));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.PathOf(".ci/run")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void Projects_OfTheCommands_Exist()
    {
        var projects = ProjectPath().Matches(Text).Select(match => match.Groups["it"].Value).Distinct().ToList();
        Assert.Contains("src/SmtpSim.Cli", projects);
        Assert.All(projects, project => Assert.True(Directory.Exists(Repository.PathOf(project)), project));
    }

    [Fact]
    public void Commands_OfTheProgram_AreThoseItHas()
    {
        var commands = Commands();
        Assert.All(ProgramCommand().Matches(Text).Select(match => match.Groups["it"].Value), name => Assert.Contains(name, commands.Keys));
        Assert.All(commands.Keys, name => Assert.Contains($"`{name}`", Text.Replace("`smtpsim ", "`", StringComparison.Ordinal).Replace(' ', '`')));
    }

    [Fact]
    public void Options_OfTheCommands_AreThoseTheyHave()
    {
        var commands = Commands();
        foreach (var match in ProgramCommand().Matches(Text).AsEnumerable())
        {
            var command = commands[match.Groups["it"].Value];
            Assert.All(Option().Matches(match.Value).Select(option => option.Value), option => Assert.Contains(option, command.Options.Select(known => known.Name)));
        }
    }

    [Fact]
    public void ExitCodes_AreThoseOfTheProgram() =>
        Assert.Equal(
            typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).Order(),
            ExitCodeRow().Matches(Text).SelectMany(match => match.Groups["it"].Value.Split(", ")).Select(int.Parse).Order());

    [Fact]
    public void Diagrams_AreThoseOfTheModels() =>
        Assert.All([ModelGraph.Client, ModelGraph.Server], graph => Assert.Contains($"```mermaid\n{ModelDiagram.Mermaid(graph)}```", Text));

    [Fact]
    public void Scenario_IsThatOfTheFile()
    {
        const string Start = "```yaml\n";
        var at = Text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        Assert.EndsWith("\n" + Text[at..Text.IndexOf("```", at, StringComparison.Ordinal)], Repository.Read("scenarios/greylisting.yaml"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/README.md")]
    public void Links_LeadSomewhere(string readme)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(readme))!;
        Assert.All(
            Link().Matches(Repository.Read(readme)).Select(match => match.Groups["it"].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link => Assert.True(Path.Exists(Path.Combine(folder, link)), link));
    }

    private static Dictionary<string, Command> Commands()
    {
        var screen = new Screen(TextWriter.Null, colour: false, isTerminal: false, Screen.DefaultWidth);
        return App.Commands(new Terminal(screen, screen)).Subcommands.ToDictionary(command => command.Name);
    }

    [GeneratedRegex(@"(?:--project|dotnet publish) (?<it>[^\s`]+)", RegexOptions.NonBacktracking)]
    private static partial Regex ProjectPath();

    /// <summary>A command with its options, up to the end of the line or of the code.</summary>
    [GeneratedRegex(@"smtpsim (?<it>[a-z]+)[^`\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex ProgramCommand();

    [GeneratedRegex("--[a-z-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Option();

    [GeneratedRegex(@"\n\| (?<it>[0-9, ]+) \|", RegexOptions.NonBacktracking)]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex(@"\]\((?<it>[^)]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
