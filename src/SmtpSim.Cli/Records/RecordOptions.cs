using System.CommandLine;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>The options of <c>run</c> that are about records.</summary>
internal sealed class RecordOptions
{
    private static readonly string[] TableNames = ["messages", "attempts", "sessions"];
    private static readonly string[] FormatNames = ["parquet", "csv"];

    private readonly Option<string?> _records = new("--records")
    {
        HelpName = "TABLES",
        Description = "Write a row for each message, attempt or session: messages,attempts,sessions or all (docs/records.md).",
    };

    private readonly Option<string?> _sample = new("--sample") { HelpName = "SHARE", Description = "Records of this share of the messages, such as 1% [default: 100%]" };

    private readonly Option<string?> _where = new("--where")
    {
        HelpName = "CONDITIONS",
        Description = "Records that meet conditions on columns, such as 'client=postfix and fate=expired'.",
    };

    private readonly Option<string?> _format = new("--format") { HelpName = "parquet|csv", Description = "Format of records [default: parquet]" };

    public IEnumerable<Option> All => [_records, _sample, _where, _format];

    /// <summary>What was asked for; null for no records.</summary>
    /// <exception cref="CommandException">It can't be meant.</exception>
    public RecordWish? Of(ParseResult parsed)
    {
        if (parsed.GetValue(_records) is not { } tables)
        {
            var lonely = All.Skip(1).FirstOrDefault(option => parsed.GetResult(option) is not null);
            return lonely is null ? null : throw new CommandException(ExitCode.Usage, $"{lonely.Name} says which records are written, and none are", "Add --records all");
        }
        var format = parsed.GetValue(_format) ?? FormatNames[0];
        if (!FormatNames.Contains(format))
            throw Unknown("format of records", format, FormatNames);
        return new RecordWish(
            TablesOf(tables), ShareOf(parsed.GetValue(_sample) ?? "100%"), parsed.GetValue(_where), format == FormatNames[1] ? RecordFormat.Csv : RecordFormat.Parquet);
    }

    private static RecordTables TablesOf(string text)
    {
        var tables = RecordTables.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            tables |= name switch
            {
                "all" => RecordTables.Messages | RecordTables.Attempts | RecordTables.Sessions,
                "messages" => RecordTables.Messages,
                "attempts" => RecordTables.Attempts,
                "sessions" => RecordTables.Sessions,
                _ => throw Unknown("table of records", name, [.. TableNames, "all"]),
            };
        }
        return tables;
    }

    private static double ShareOf(string text)
    {
        var number = text.EndsWith('%') ? text[..^1] : text;
        if (double.TryParse(number, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var value))
        {
            var share = text.EndsWith('%') ? value / 100 : value;
            if (share is > 0 and <= 1)
                return share;
        }
        throw new CommandException(ExitCode.Usage, $"--sample takes a share over 0 up to 100%, not '{Words.Shortened(text)}'", "Write it as --sample 1% or --sample 0.01");
    }

    private static CommandException Unknown(string what, string name, string[] names)
        => new(ExitCode.Usage, $"unknown {what} '{Words.Shortened(name)}'", Capital(Words.Remedy(name, names, "names")));

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}

/// <summary>The records asked for, before it is known whether the scenario has what the conditions name.</summary>
internal sealed record RecordWish(RecordTables Tables, double Share, string? Where, RecordFormat Format)
{
    /// <exception cref="CommandException">A condition is about nothing that there is.</exception>
    public RecordRequest For(World world) => new(new RecordSelection(Tables, Share), Format, RecordWhere.Parse(Where, Tables, world));

    public ManifestRecords ForManifest() => new(
        [.. Enum.GetValues<RecordTables>().Where(table => table != RecordTables.None && Tables.HasFlag(table)).Select(RecordTable.NameOf)],
        Share,
        Where,
        Format == RecordFormat.Csv ? "csv" : "parquet");
}
