using System.Globalization;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>A sweep as it was written: its cells are not yet scenarios.</summary>
internal sealed record SweepDraft(
    IReadOnlyList<string> Factors,
    IReadOnlyList<(IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<SweepSetting> Settings)> Cells,
    SweepReplications Replications,
    bool CommonRandomNumbers,
    IReadOnlyList<MetricSelector> Metrics);

/// <summary>Reads the part of a file that says how to sweep its scenario.</summary>
internal sealed class SweepReader(SweepNodes nodes, Scenario scenario, ReadContext context)
{
    private const long MostCells = 10_000;
    private const int MostReplications = 100_000;

    private const string AntitheticKey = "antithetic";

    private static readonly string[] Bounds = ["min", "max", "until"];

    /// <summary>Null when something is wrong with it.</summary>
    public SweepDraft? Read()
    {
        var before = context.Count;
        if (nodes.Sweep.Value is not MapNode map)
        {
            context.Error(nodes.Sweep.KeyPlace, $"sweep {nodes.Sweep.Value.Found}", "expected a mapping such as { grid: { servers.mx.count: [1, 2] }, replications: 10 }");
            return null;
        }

        var reader = new AxisReader(new SweepNames(nodes, context), context);
        if (!new KeyCheck(map, SweepLanguage.SweepKey, context).Passes(SweepLanguage.SweepKeys) || context.Count > before)
            return null;
        var designs = map.Entries.Where(entry => SweepLanguage.Designs.Contains(entry.Key)).ToList();
        if (designs.Count != 1)
        {
            context.Error(nodes.Sweep.KeyPlace, $"sweep has {(designs.Count == 0 ? "no design" : string.Join(" and ", designs.Select(entry => entry.Key)))}", $"give one of {string.Join(", ", SweepLanguage.Designs)}");
            return null;
        }

        var cells = Cells(designs[0], reader).ToList();
        var replications = Replications(map[SweepLanguage.ReplicationsKey]);
        var metrics = Metrics(map[SweepLanguage.MetricsKey]);
        var common = map[SweepLanguage.CommonKey] is not { } flag || Flag(flag, $"{SweepLanguage.SweepKey}.{SweepLanguage.CommonKey}");
        if (context.Count > before)
            return null;
        return new SweepDraft(
            [.. cells[0].Select(value => value.Axis.Name)],
            [.. cells.Select(cell => (Named(cell), Settings(cell)))],
            replications,
            common,
            metrics);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Named(IReadOnlyList<(SweepAxis Axis, SweepValue Value)> cell) =>
        [.. cell.Select(value => KeyValuePair.Create(value.Axis.Name, value.Value.Name))];

    private static IReadOnlyList<SweepSetting> Settings(IReadOnlyList<(SweepAxis Axis, SweepValue Value)> cell) =>
        [.. cell.SelectMany(value => value.Axis.Paths.Select(path => new SweepSetting(path, NodeCopy.Of(value.Value.Node), value.Axis.Place)))];

    private IEnumerable<IReadOnlyList<(SweepAxis Axis, SweepValue Value)>> Cells(Entry design, AxisReader reader)
    {
        var path = $"{SweepLanguage.SweepKey}.{design.Key}";
        if (design.Key == SweepLanguage.ListKey)
            return List(design.Value, path, reader);
        if (design.Key == SweepLanguage.HypercubeKey)
            return Hypercube(design.Value, path, reader);
        var before = context.Count;
        var axes = reader.Axes(design.Value, path);
        foreach (var axis in axes.Where(axis => axis.Values.Count == 0))
            context.Error(axis.Place, $"{path}.{axis.Name} has ends and no values between them", "add 'step' or 'count'");
        if (context.Count == before && SweepDesign.GridSize(axes) is > MostCells and var size)
            context.Error(design.KeyPlace, $"{path} has {size} cells", $"a sweep has at most {MostCells}");
        return context.Count > before ? [] : SweepDesign.Grid(axes).Select(values => Pairs(axes, values));
    }

    private List<IReadOnlyList<(SweepAxis, SweepValue)>> List(Node node, string path, AxisReader reader)
    {
        if (node is not ListNode { Items.Count: > 0 } list || !list.Items.TrueForAll(item => item is MapNode { Entries.Count: > 0 }))
        {
            context.Error(node, node is ListNode { Items.Count: 0 } ? $"{path} is empty" : $"{path} is no list of cells", "expected a list of cells such as [ { servers.mx.count: 2 } ]");
            return [];
        }

        var cells = new List<IReadOnlyList<(SweepAxis, SweepValue)>>();
        var names = ((MapNode)list.Items[0]).Entries.Select(entry => entry.Key).ToList();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var map = (MapNode)list.Items[i];
            var at = PathText.Item(path, i);
            if (!map.Entries.Select(entry => entry.Key).SequenceEqual(names))
                context.Error(map, $"{at} gives {string.Join(", ", map.Entries.Select(entry => entry.Key))} and not {string.Join(", ", names)}", "every cell of a list gives the same, in the same order");
            cells.Add([.. map.Entries.Select(entry => reader.Single(entry, $"{at}.{entry.Key}")).OfType<SweepAxis>().Select(axis => (axis, axis.Values[0]))]);
        }

        return cells;
    }

    private IEnumerable<IReadOnlyList<(SweepAxis, SweepValue)>> Hypercube(Node node, string path, AxisReader reader)
    {
        if (node is not MapNode map)
        {
            context.Error(node, $"{path} {node.Found}", "expected { points: 50, over: { servers.mx.count: { from: 1, to: 20 } } }");
            return [];
        }

        if (!new KeyCheck(map, path, context).Passes(["points", "over"]))
            return [];
        var points = Number(map["points"], $"{path}.points", (int)MostCells) ?? 0;
        if (map["points"] is null || map["over"] is null)
            context.Error(map, $"{path} has no {(map["points"] is null ? "points" : "over")}", "expected { points: 50, over: { servers.mx.count: { from: 1, to: 20 } } }");
        var axes = map["over"] is { } over ? reader.Axes(over.Value, $"{path}.over") : [];
        return points == 0 || axes.Count == 0 ? [] : SweepDesign.LatinHypercube(axes, points, scenario.Seed).Select(values => Pairs(axes, values));
    }

    private static List<(SweepAxis, SweepValue)> Pairs(IReadOnlyList<SweepAxis> axes, SweepValue[] values) => [.. axes.Zip(values)];

    private SweepReplications Replications(Entry? entry)
    {
        const string Path = "sweep.replications";
        var one = new SweepReplications(1, 1);
        if (entry is null)
            return one;
        if (entry.Value is not MapNode map)
            return Number(entry, Path, MostReplications) is { } count ? new SweepReplications(count, count) : one;
        if (!new KeyCheck(map, Path, context).Passes(["count", "min", "max", "until", AntitheticKey]))
            return one;
        var antithetic = map[AntitheticKey] is { } mirrored && Flag(mirrored, $"{Path}.{AntitheticKey}");
        if (map["count"] is { } fixedCount)
        {
            if (map.Entries.FirstOrDefault(other => other.Key is not ("count" or AntitheticKey)) is { } other)
                context.Error(map, $"{Path} has a count and {other.Key}", "give 'count' alone, or min, max and until");
            return Number(fixedCount, $"{Path}.count", MostReplications) is { } count && IsWhole(fixedCount, count, antithetic)
                ? new SweepReplications(count, count, Antithetic: antithetic) : one;
        }

        if (map["min"] is null || map["max"] is null || map["until"] is null)
        {
            var lacking = Bounds.Where(key => map[key] is null).ToList();
            context.Error(map, $"{Path} lacks {(lacking.Count == Bounds.Length ? "count" : string.Join(", ", lacking))}",
                lacking.Count == Bounds.Length ? "write { count: 20, antithetic: true }" : "write { min: 10, max: 100, until: delay.p95.ci95 <= 5% }");
            return one;
        }

        var (min, max) = (Number(map["min"], $"{Path}.min", MostReplications) ?? 2, Number(map["max"], $"{Path}.max", MostReplications) ?? MostReplications);
        if (min < (antithetic ? 4 : 2))
            context.Error(map["min"]!.Value, $"{Path}.min is {min}, and an interval needs two {(antithetic ? "pairs" : "replications")} or more", $"write at least {(antithetic ? 4 : 2)}, better {(antithetic ? 20 : 10)}");
        else if (max < min)
            context.Error(map["max"]!.Value, $"{Path}.max is below min", "write a larger one");
        else if (!(IsWhole(map["min"]!, min, antithetic) & IsWhole(map["max"]!, max, antithetic)))
            return one;
        return Until(map["until"]!, min, max) is { } until ? until with { Antithetic = antithetic } : one;
    }

    /// <summary>Half a pair says nothing.</summary>
    private bool IsWhole(Entry entry, int count, bool antithetic)
    {
        if (!antithetic || count % 2 == 0)
            return true;
        context.Error(entry.Value, $"sweep.replications.{entry.Key} is {count}, and antithetic replications come in pairs", $"write {count + 1}");
        return false;
    }

    private SweepReplications? Until(Entry entry, int min, int max)
    {
        const string Path = "sweep.replications.until";
        var text = (entry.Value as ScalarNode)?.Text ?? "";
        if (ExpectText.Parse(0, new ExpectSpec(text), scenario, out var condition) is { } complaint)
            context.Error(entry.Value, $"'{Words.Shortened(text)}'{PathText.In(Path)} {complaint.Message}", complaint.Remedy);
        else if (condition is not { Left: { Aggregate.Kind: AggregateKind.RelativeHalfWidth, Cell: null }, Comparison: Comparison.LessOrEqual or Comparison.Less, Right: null, Value: > 0 })
            context.Error(entry.Value, $"'{Words.Shortened(text)}'{PathText.In(Path)} bounds no interval", "write one such as 'delay.p95.ci95 <= 5%'");
        else
            return new SweepReplications(min, Math.Max(min, max), condition.Left, condition.Value);
        return null;
    }

    private List<MetricSelector> Metrics(Entry? entry)
    {
        const string Path = "sweep.metrics";
        var metrics = new List<MetricSelector>();
        if (entry is null)
            return metrics;
        if (entry.Value is not ListNode { Items.Count: > 0 } list)
        {
            context.Error(entry.KeyPlace, entry.Value is ListNode ? $"{Path} is empty" : $"{Path} {entry.Value.Found}", "expected a list of metrics such as [delay.p95]");
            return metrics;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var text = (list.Items[i] as ScalarNode)?.Text ?? "";
            if (MetricText.Parse(text, scenario, out var term) is { } complaint)
                context.Error(list.Items[i], $"'{Words.Shortened(text)}'{PathText.In(PathText.Item(Path, i))} {complaint.Message}", complaint.Remedy);
            else
                metrics.Add(term.Selector);
        }

        return metrics;
    }

    private bool Flag(Entry entry, string path)
    {
        if (entry.Value is ScalarNode { Text: "true" })
            return true;
        if (entry.Value is not ScalarNode { Text: "false" })
            context.Error(entry.Value, $"{path} {entry.Value.Found}", "write true or false");
        return false;
    }

    private int? Number(Entry? entry, string path, int most)
    {
        if (entry is null)
            return null;
        if (int.TryParse((entry.Value as ScalarNode)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most)
            return number;
        context.Error(entry.Value, $"{path} {entry.Value.Found}", $"expected a number from 1 to {most}");
        return null;
    }
}
