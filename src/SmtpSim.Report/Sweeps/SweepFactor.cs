using System.Globalization;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>What a sweep varies, with its values in the order of the design.</summary>
/// <param name="Name">As the sweep names it.</param>
/// <param name="Index">Which of the factors, from 0.</param>
/// <param name="Values">Each once.</param>
internal sealed record SweepFactor(string Name, int Index, IReadOnlyList<string> Values)
{
    /// <summary>The values as numbers with one unit, where they are: <c>50/s</c>, <c>90/s</c>.</summary>
    public (IReadOnlyList<double> Numbers, string Unit)? Numeric { get; } = Parse(Values);

    public static IReadOnlyList<SweepFactor> Of(SweepTable table) =>
        [.. table.Factors.Select((name, i) => new SweepFactor(name, i, [.. table.Cells.Select(cell => cell.Values[i].Value).Distinct(StringComparer.Ordinal)]))];

    public string ValueOf(SweepCellRuns cell) => cell.Values[Index].Value;

    private static (IReadOnlyList<double>, string)? Parse(IReadOnlyList<string> values)
    {
        var numbers = new List<double>();
        string? unit = null;
        foreach (var value in values)
        {
            var length = value.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or '-').Count();
            if (!double.TryParse(value.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || (unit ?? value[length..]) != value[length..])
                return null;
            unit = value[length..];
            numbers.Add(number);
        }

        return numbers.Distinct().Count() > 1 ? (numbers, unit!.Trim()) : null;
    }
}
