using System.CommandLine;
using System.CommandLine.Parsing;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Options whose values are quantities, written as in scenarios.</summary>
internal static class QuantityOptions
{
    /// <summary>A duration above zero.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        HelpName = "DURATION",
        Description = description,
        CustomParser = result =>
        {
            var problem = QuantityText.TryDuration(Text(result), out var value);
            if (problem is null && (value.Ticks <= 0 || value.TotalSeconds > int.MaxValue / 1000))
                problem = $"'{Text(result)}' is out of range; write a duration above zero such as 30s";
            if (problem is null)
                return new TimeSpan(value.Ticks);
            result.AddError($"{name}: {problem}");
            return null;
        },
    };

    /// <summary>A size of at most <paramref name="largest"/> bytes.</summary>
    public static Option<int> Size(string name, string description, int largest) => new(name)
    {
        HelpName = "SIZE",
        Description = description,
        CustomParser = result =>
        {
            var problem = QuantityText.TrySize(Text(result), out var value);
            if (problem is null && value > largest)
                problem = $"'{Text(result)}' is more than {Quantity.Count(largest)} bytes";
            if (problem is null)
                return (int)value;
            result.AddError($"{name}: {problem}");
            return 0;
        },
    };

    /// <summary>A size above zero.</summary>
    public static Option<long?> LongSize(string name, string description) => new(name)
    {
        HelpName = "SIZE",
        Description = description,
        CustomParser = result =>
        {
            var problem = QuantityText.TrySize(Text(result), out var value);
            if (problem is null && value <= 0)
                problem = $"'{Text(result)}' is out of range; write a size above zero such as 10 MB";
            if (problem is null)
                return value;
            result.AddError($"{name}: {problem}");
            return null;
        },
    };

    /// <summary>A whole number in a range.</summary>
    public static Option<int> Number(string name, string description, int smallest, int largest, int byDefault)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < smallest || value > largest))
                result.AddError($"{name} takes a number from {smallest} to {Quantity.Count(largest)}");
        });
        return option;
    }

    private static string Text(ArgumentResult result) => result.Tokens is [var token, ..] ? token.Value : "";
}
