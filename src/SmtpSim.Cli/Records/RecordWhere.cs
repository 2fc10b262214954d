using System.Globalization;
using System.Text.RegularExpressions;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>
/// Reads <c>--where</c>: comparisons of a column with a value, joined by <c>and</c>. A column that several tables have narrows all of them down; one that
/// a table asked for lacks is an error, since its rows could not be told apart.
/// </summary>
internal static partial class RecordWhere
{
    private static readonly (string Sign, RecordComparison Comparison)[] Comparisons =
    [
        ("!=", RecordComparison.NotEqual),
        ("<=", RecordComparison.LessOrEqual),
        (">=", RecordComparison.GreaterOrEqual),
        ("=", RecordComparison.Equal),
        ("<", RecordComparison.Less),
        (">", RecordComparison.Greater),
    ];

    /// <exception cref="CommandException">It can't be read, or names a column or value that there is not.</exception>
    public static IReadOnlyDictionary<RecordTables, RecordFilter> Parse(string? text, RecordTables tables, World world)
    {
        var filters = new Dictionary<RecordTables, RecordFilter>();
        if (text is null)
            return filters;
        foreach (var table in Enum.GetValues<RecordTables>().Where(table => table != RecordTables.None && tables.HasFlag(table)))
        {
            var columns = RecordTable.ColumnsOf(table, world);
            filters[table] = new RecordFilter([.. And().Split(text).Select(part => Condition(part.Trim(), table, columns, world))]);
        }
        return filters;
    }

    private static RecordCondition Condition(string text, RecordTables table, IReadOnlyList<RecordColumn> columns, World world)
    {
        var (sign, comparison, at) = Comparisons
            .Select(known => (known.Sign, known.Comparison, At: text.IndexOf(known.Sign, StringComparison.Ordinal)))
            .Where(found => found.At > 0)
            .OrderBy(found => found.At)
            .FirstOrDefault();
        if (sign is null)
            throw Wrong($"'{Words.Shortened(text)}' in --where is no comparison", "Write COLUMN=VALUE, with =, !=, <, <=, > or >=, and join several by 'and'");
        var (name, value) = (text[..at].Trim(), text[(at + sign.Length)..].Trim());
        var column = columns.FirstOrDefault(column => column.Name == name) ?? throw NoColumn(name, table, columns, world);
        if (column.Kind is RecordKind.Text or RecordKind.Flag && comparison > RecordComparison.NotEqual)
            throw Wrong($"{name} has no order: '{Words.Shortened(text)}' in --where", "Compare it with = or !=");
        return new RecordCondition(name, comparison, ValueOf(column, value));
    }

    private static long ValueOf(RecordColumn column, string text)
    {
        if (text == "null")
            return column.IsNullable ? RecordColumn.Null : throw Wrong($"{column.Name} is never null", remedy: null);
        switch (column.Kind)
        {
            case RecordKind.Text:
                return NumberOf(column, text);
            case RecordKind.Flag:
                return text switch { "true" => 1, "false" => 0, _ => throw Wrong($"{column.Name} is true or false, not '{Words.Shortened(text)}'", remedy: null) };
            case RecordKind.Seconds when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9M:
                return (long)(seconds * SimDuration.TicksPerSecond);
            case RecordKind.Integer when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw Wrong($"{column.Name} is a number{(column.Kind == RecordKind.Seconds ? " of seconds" : "")}, not '{Words.Shortened(text)}'", remedy: null);
        }
    }

    private static int NumberOf(RecordColumn column, string text)
    {
        var texts = column.Texts!;
        for (var number = 0; number < texts.Count; number++)
            if (texts.Of(number) == text)
                return number;
        string[] known = [.. Enumerable.Range(0, Math.Min(texts.Count, 10_000)).Select(texts.Of).Where(name => name.Length > 0)];
        throw Wrong($"{column.Name} is never '{Words.Shortened(text)}'", Capital(Words.Remedy(text, known, "values")));
    }

    private static CommandException NoColumn(string name, RecordTables table, IReadOnlyList<RecordColumn> columns, World world)
    {
        var having = Enum.GetValues<RecordTables>()
            .Where(other => other != RecordTables.None && RecordTable.ColumnsOf(other, world).Any(column => column.Name == name))
            .Select(RecordTable.NameOf).ToArray();
        return having.Length > 0
            ? Wrong($"{RecordTable.NameOf(table)} have no column '{name}' to be filtered by", $"Ask for --records {string.Join(',', having)}, or for all and join the tables (docs/records.md)")
            : Wrong($"{RecordTable.NameOf(table)} have no column '{Words.Shortened(name)}'", Capital(Words.Remedy(name, [.. columns.Select(column => column.Name)], "columns")));
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static CommandException Wrong(string message, string? remedy) => new(ExitCode.Usage, message, remedy);

    [GeneratedRegex(@"\s+and\s+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex And();
}
