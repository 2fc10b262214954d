using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>What is wrong with a command line, in the words of this program.</summary>
internal static class CommandLineFaults
{
    /// <summary>One sentence for each fault; none where the command line is good, or asks for help.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action is not ParseErrorAction && parsed.Action != command.Action)
            return []; // --help, --version
        if (UnknownOptions(parsed).ToList() is { Count: > 0 } unknown)
            return unknown; // the rest follows from it: its value is taken for an argument
        if (command is RootCommand && parsed.UnmatchedTokens is [var word, ..])
            return [$"there is no command '{Words.Shortened(word)}'{Meant(word, command.Subcommands.Select(other => other.Name))}"];
        return [.. parsed.Errors.Select(error => (error.SymbolResult is OptionResult option ? NumberOptions.ComplaintOf(option) : null) ?? error.Message).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>System.CommandLine takes an option that it does not know for an argument, where there may be one more.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return []; // what comes after it may look like an option
        var options = Path(parsed.CommandResult).SelectMany(result => result.Command.Options.Where(option => !option.Hidden && (result == parsed.CommandResult || option.Recursive))).ToList();
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens.Select(token => token.Value)).Concat(parsed.UnmatchedTokens)
            .Where(word => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1])).Distinct(StringComparer.Ordinal)
            .Select(word => $"there is no option '{Words.Shortened(word)}'{Meant(word.Split('=')[0], options.Select(option => option.Name))}");
    }

    private static IEnumerable<CommandResult> Path(CommandResult? result)
    {
        for (; result is not null; result = result.Parent as CommandResult)
            yield return result;
    }

    private static string Meant(string word, IEnumerable<string> names) => Words.Nearest(word, names) is { } name ? $"; did you mean '{name}'?" : "";
}
