using System.Globalization;

namespace SmtpSim.Scenarios;

/// <summary>Reads what varies: names, paths and values of the factors of a sweep.</summary>
internal sealed class AxisReader(SweepNodes nodes, ReadContext context)
{
    public const int MostValues = 10_000;

    private const string Form = "a list of values, a mapping from names to values, or a range such as { from: 10, to: 50, step: 10 }";

    /// <summary>Short names for paths.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _policies = new(StringComparer.Ordinal);

    public bool ReadNames()
    {
        var before = context.Count;
        foreach (var entry in Entries(nodes.Params, "a mapping from names to paths, such as { policy: clients.sender.retry }"))
        {
            if (entry.Value is ScalarNode { IsNull: false } one)
                _params.TryAdd(entry.Key, [one.Text]);
            else if (entry.Value is ListNode { Items.Count: > 0 } list && list.Items.TrueForAll(item => item is ScalarNode { IsNull: false }))
                _params.TryAdd(entry.Key, [.. list.Items.Select(item => ((ScalarNode)item).Text)]);
            else
                context.Error(entry.KeyPlace, $"params.{entry.Key} {entry.Value.Found}", "expected a path such as clients.sender.retry, or a list of paths");
        }

        foreach (var entry in Entries(nodes.Policies, "a mapping from names to values"))
            _policies.TryAdd(entry.Key, entry.Value);
        return context.Count == before;
    }

    /// <summary>The factors of a mapping from paths or params to values.</summary>
    public IReadOnlyList<SweepAxis> Axes(Node node, string path)
    {
        if (node is not MapNode { Entries.Count: > 0 } map)
        {
            context.Error(node, node is MapNode ? $"{path} is empty" : $"{path} {node.Found}", "expected paths or params with their values, such as { servers.mx.count: [1, 2, 4] }");
            return [];
        }

        new KeyCheck(map, path, context).OnlyOnce();
        return [.. map.Entries.Select(entry => Axis(entry, $"{path}.{entry.Key}")).OfType<SweepAxis>()];
    }

    /// <summary>A single value of a factor, as it stands in a list of cells.</summary>
    public SweepAxis? Single(Entry entry, string path)
    {
        CheckName(entry);
        return Value(entry.Value, path) is { } value ? new SweepAxis(entry.Key, PathsOf(entry.Key), entry.KeyPlace, [value], null) : null;
    }

    private List<Entry> Entries(Entry? entry, string expected)
    {
        if (entry is null)
            return [];
        if (entry.Value is MapNode { Entries.Count: > 0 } map)
        {
            new KeyCheck(map, entry.Key, context).OnlyOnce();
            return map.Entries;
        }

        context.Error(entry.KeyPlace, entry.Value is MapNode ? $"{entry.Key} is empty" : $"{entry.Key} {entry.Value.Found}", $"expected {expected}");
        return [];
    }

    private IReadOnlyList<string> PathsOf(string name) => _params.TryGetValue(name, out var paths) ? paths : [name];

    /// <summary>Where the file names params, a word alone that is no key of a scenario is meant for one of them.</summary>
    private void CheckName(Entry entry)
    {
        if (_params.Count == 0 || _params.ContainsKey(entry.Key) || entry.Key.AsSpan().ContainsAny('.', '[') || ScenarioLanguage.Root.Members(new MapNode(default, [])).Contains(entry.Key))
            return;
        context.Error(entry.KeyPlace, $"'{Words.Shortened(entry.Key)}' is neither a path nor one of the params", Words.Remedy(entry.Key, [.. _params.Keys], SweepLanguage.ParamsKey));
    }

    private SweepAxis? Axis(Entry entry, string path)
    {
        var (values, range) = (new List<SweepValue>(), (SweepRange?)null);
        var before = context.Count;
        CheckName(entry);
        switch (entry.Value)
        {
            case ListNode { Items.Count: > 0 } list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (Value(list.Items[i], PathText.Item(path, i)) is { } value)
                        values.Add(value);
                }

                break;
            case MapNode map when map["from"] is not null || map["to"] is not null:
                range = Range(map, path, values);
                break;
            case MapNode { Entries.Count: > 0 } map:
                values.AddRange(map.Entries.Select(named => new SweepValue(named.Key, Policy(named.Value))));
                break;
            default:
                context.Error(entry.Value, entry.Value is ScalarNode ? $"{path} {entry.Value.Found}" : $"{path} is empty", $"expected {Form}");
                break;
        }

        foreach (var twice in values.GroupBy(value => value.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            context.Error(twice.Last().Node, $"'{Words.Shortened(twice.Key)}' stands twice in {path}", "remove one");
        return context.Count == before ? new SweepAxis(entry.Key, PathsOf(entry.Key), entry.KeyPlace, values, range) : null;
    }

    private SweepValue? Value(Node node, string path)
    {
        if (node is ScalarNode { IsNull: false } scalar)
            return new SweepValue(scalar.Text, Policy(scalar));
        context.Error(node, $"{path} {node.Found}", $"give it a name under '{SweepLanguage.PoliciesKey}' and write the name here");
        return null;
    }

    private Node Policy(Node node) => node is ScalarNode scalar && _policies.TryGetValue(scalar.Text, out var policy) ? policy : node;

    private SweepRange? Range(MapNode map, string path, List<SweepValue> values)
    {
        if (!new KeyCheck(map, path, context).Passes(["from", "to", "step", "count"]))
            return null;
        if (End(map, "from", path) is not { } from || End(map, "to", path) is not { } to)
            return null;
        if (from.Unit != to.Unit && from.Number != 0)
        {
            context.Error(map, $"{path} has ends of different units", $"write both with '{to.Unit.Trim()}'");
            return null;
        }

        var range = new SweepRange(from.Number, to.Number, to.Unit);
        var place = map.Place;
        if (map["count"] is { } count)
        {
            if (!int.TryParse((count.Value as ScalarNode)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var points) || points is < 2 or > MostValues)
                context.Error(count.Value, $"{path}.count {count.Value.Found}", $"expected a number from 2 to {MostValues}");
            else
                values.AddRange(Enumerable.Range(0, points).Select(i => range.At(i / (points - 1.0))).Select(text => new SweepValue(text, new ScalarNode(place, text))));
        }
        else if (map["step"] is { } step)
        {
            var parsed = step.Value is ScalarNode scalar ? SweepRange.Parse(scalar.Text) : null;
            if (parsed is not { } one || one.Number <= 0 || (one.Unit != to.Unit && one.Unit.Length > 0))
                context.Error(step.Value, $"{path}.step {step.Value.Found}", $"expected a step such as '1{to.Unit}'");
            else if (range.To < range.From || (range.To - range.From) / one.Number > MostValues)
                context.Error(map, $"{path} {(range.To < range.From ? "is empty" : $"has more than {MostValues} values")}", "write a 'from' below its 'to', and a step that fits");
            else
                for (var value = range.From; value <= range.To; value += one.Number)
                    values.Add(new SweepValue(range.Text(value), new ScalarNode(place, range.Text(value))));
        }

        return range;
    }

    private (decimal Number, string Unit)? End(MapNode map, string key, string path)
    {
        if (map[key] is not { } entry)
        {
            context.Error(map, $"'{key}' is missing{PathText.In(path)}", $"add '{key}: 10'");
            return null;
        }

        if (entry.Value is ScalarNode scalar && SweepRange.Parse(scalar.Text) is { } end)
            return end;
        context.Error(entry.Value, $"{path}.{key} {entry.Value.Found}", "expected a number with its unit");
        return null;
    }
}
