using System.Text.RegularExpressions;
using SmtpSim.Cli;
using SmtpSim.Wire;

namespace SmtpSim.Architecture.Tests;

/// <summary>What the page of the wire says of options and cases is so.</summary>
public sealed partial class WirePageTests
{
    private static readonly string Text = Repository.Read("docs/wire.md");

    [Fact]
    public void Options_OfThePage_AreThoseOfTheCommands()
    {
        string[] commands = ["listen", "send", "load", "conform", "run"];
        var known = commands.SelectMany(OptionsOf).ToHashSet();
        Assert.All(Option().Matches(Text).Select(match => match.Value), option => Assert.Contains(option, known));
    }

    [Fact]
    public void Limits_OfListen_AreAllOnThePage() =>
        Assert.All(
            OptionsOf("listen").Where(option => option.StartsWith("--max-", StringComparison.Ordinal) || option is "--min-rate" or "--text-timeout"),
            option => Assert.Contains($"| `{option} ", Text));

    [Fact]
    public void Cases_OfConform_AreAsManyAsIsSaid()
    {
        Assert.Contains($"{ConformCatalogue.All.Count} cases", Text);
        Assert.Contains($"{ConformCatalogue.All.Count} cases", Repository.Read("README.md"));
    }

    private static IEnumerable<string> OptionsOf(string command)
    {
        var screen = new Screen(TextWriter.Null, colour: false, isTerminal: false, Screen.DefaultWidth);
        return App.Commands(new Terminal(screen, screen)).Subcommands.Single(known => known.Name == command).Options.Select(option => option.Name);
    }

    [GeneratedRegex("--[a-z][a-z-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Option();
}
