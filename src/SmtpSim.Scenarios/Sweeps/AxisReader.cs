using System.Globalization;

namespace SmtpSim.Scenarios;

/// <summary>Reads what varies: names, paths and values of the factors of a sweep.</summary>
internal sealed class AxisReader(SweepNames names, ReadContext context)
{
    public const int MostValues = 10_000;

    private const string Form = "a list of values, a mapping from names to values, or a range such as { from: 10, to: 50, step: 10 }";

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
        names.Check(entry.Key, entry.KeyPlace, context);
        return Value(entry.Value, path) is { } value ? new SweepAxis(entry.Key, names.PathsOf(entry.Key), entry.KeyPlace, [value], null) : null;
    }

    private SweepAxis? Axis(Entry entry, string path)
    {
        var (values, range) = (new List<SweepValue>(), (SweepRange?)null);
        var before = context.Count;
        names.Check(entry.Key, entry.KeyPlace, context);
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
                values.AddRange(map.Entries.Select(named => new SweepValue(named.Key, names.Policy(named.Value))));
                break;
            default:
                context.Error(entry.Value, entry.Value is ScalarNode ? $"{path} {entry.Value.Found}" : $"{path} is empty", $"expected {Form}");
                break;
        }

        foreach (var twice in values.GroupBy(value => value.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            context.Error(twice.Last().Node, $"'{Words.Shortened(twice.Key)}' stands twice in {path}", "remove one");
        return context.Count == before ? new SweepAxis(entry.Key, names.PathsOf(entry.Key), entry.KeyPlace, values, range) : null;
    }

    private SweepValue? Value(Node node, string path)
    {
        if (node is ScalarNode { IsNull: false } scalar)
            return new SweepValue(scalar.Text, names.Policy(scalar));
        context.Error(node, $"{path} {node.Found}", $"give it a name under '{SweepLanguage.PoliciesKey}' and write the name here");
        return null;
    }

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
