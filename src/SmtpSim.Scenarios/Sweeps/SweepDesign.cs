using SmtpSim.Kernel;

namespace SmtpSim.Scenarios;

/// <summary>The cells that a design makes of its factors: for each cell a value of every factor.</summary>
internal static class SweepDesign
{
    /// <summary>Every combination; the last factor varies fastest.</summary>
    public static IEnumerable<SweepValue[]> Grid(IReadOnlyList<SweepAxis> axes)
    {
        IEnumerable<SweepValue[]> cells = [[]];
        foreach (var axis in axes)
            cells = cells.SelectMany(cell => axis.Values.Select(value => (SweepValue[])[.. cell, value]));
        return cells;
    }

    public static long GridSize(IReadOnlyList<SweepAxis> axes) =>
        axes.Aggregate(1L, (size, axis) => Math.Min(long.MaxValue / AxisReader.MostValues, size) * axis.Values.Count);

    /// <summary>
    /// A Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 1979): each factor's range is cut into as many strata as there are points,
    /// every stratum has one point, and which strata meet is random. The scenario's seed decides.
    /// </summary>
    public static IEnumerable<SweepValue[]> LatinHypercube(IReadOnlyList<SweepAxis> axes, int points, ulong seed)
    {
        var columns = axes.Select((axis, number) =>
        {
            var key = RandomKey.Root(seed, 0).Derive(0x4C48_53UL).Derive((ulong)number);
            var strata = Enumerable.Range(0, points).OrderBy(i => key.Draw((ulong)i)).ToArray();
            return strata.Select((stratum, i) => ValueAt(axis, (stratum + Unit(key.Draw((ulong)(points + i)))) / points)).ToArray();
        }).ToList();
        return Enumerable.Range(0, points).Select(point => columns.Select(column => column[point]).ToArray());
    }

    private static SweepValue ValueAt(SweepAxis axis, double share)
    {
        if (axis.Range is not { } range)
            return axis.Values[Math.Min((int)(share * axis.Values.Count), axis.Values.Count - 1)];
        // Numbers of things have no unit: whole ends mean whole values, unless the range is too short for that.
        var whole = range.Unit.Length == 0 && range.From == decimal.Floor(range.From) && range.To == decimal.Floor(range.To) && range.To - range.From > 1;
        var text = range.At(share, whole);
        return new SweepValue(text, new ScalarNode(axis.Place, text));
    }

    private static double Unit(ulong draw) => (draw >> 11) * (1.0 / (1UL << 53));
}
