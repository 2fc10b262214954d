using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>
/// Options that take a number, given something else. A validator that asks System.CommandLine for the value then gets an exception, which would pass for a fault of the program: so the
/// text is looked at before any validator.
/// </summary>
internal static class NumberOptions
{
    /// <summary>Guards all options of a command and of the commands below it.</summary>
    public static RootCommand Guarded(RootCommand root)
    {
        Guard(root);
        return root;
    }

    /// <summary>What is wrong with the option's text; null when it is a number, or the option takes none.</summary>
    public static string? ComplaintOf(OptionResult result)
    {
        if (result.Tokens is not [var token, ..])
            return null;
        var text = token.Value;
        var (isNumber, noun) = result.Option switch
        {
            Option<int> { CustomParser: null } or Option<int?> { CustomParser: null } => (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _), "whole number"),
            Option<ulong?> { CustomParser: null } => (ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _), "whole number from 0 on"),
            Option<double> { CustomParser: null } => (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _), "number"),
            _ => (true, ""),
        };
        return isNumber ? null
            : noun != "number" && text.Length > 0 && text.All(char.IsAsciiDigit) ? $"{result.Option.Name} takes no number as large as '{Words.Shortened(text)}'"
            : $"{result.Option.Name} takes a {noun}, not '{Words.Shortened(text)}'";
    }

    private static void Guard(Command command)
    {
        foreach (var option in command.Options)
        {
            var own = option.Validators.ToList();
            if (own.Count == 0)
                continue; // then System.CommandLine itself complains
            option.Validators.Clear();
            option.Validators.Add(result =>
            {
                if (ComplaintOf(result) is { } complaint)
                    result.AddError(complaint);
                else
                    own.ForEach(validate => validate(result));
            });
        }

        var together = command.Validators.ToList();
        command.Validators.Clear();
        command.Validators.Add(result =>
        {
            if (!result.Children.OfType<OptionResult>().Any(option => ComplaintOf(option) is not null))
                together.ForEach(validate => validate(result));
        });
        foreach (var inner in command.Subcommands)
            Guard(inner);
    }
}
