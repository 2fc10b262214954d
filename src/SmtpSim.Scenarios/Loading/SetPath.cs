using System.Globalization;

namespace SmtpSim.Scenarios;

/// <summary>A value from the command line, <c>PATH=VALUE</c>, put into the document as if it had been written there.</summary>
internal static class SetPath
{
    /// <param name="root">The document, which changes.</param>
    /// <param name="assignment">What the command line says.</param>
    /// <param name="names">Of the document's sweep, which may stand for paths and values; null where it has none.</param>
    /// <param name="context">Takes complaints.</param>
    public static void Apply(MapNode root, string assignment, SweepNames? names, ReadContext context)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        var path = (equals < 0 ? assignment : assignment[..equals]).Trim();
        var place = new Place($"--set {Words.Shortened(path)}", 0, 0);
        if (equals < 0 || path.Length == 0)
        {
            context.Error(place, "is not of the form PATH=VALUE", "write, for example, 'servers.mx.count=40'");
            return;
        }
        if (NodeReader.Read(assignment[(equals + 1)..], place.File, hasLines: false, context) is not { } value) return;
        if (value is ScalarNode { IsNull: true })
        {
            context.Error(place, "has no value", "write PATH=VALUE");
            return;
        }
        if (names is null)
            Apply(root, path, value, place, context);
        else if (names.Check(path, place, context))
            foreach (var one in names.PathsOf(path)) Apply(root, one, NodeCopy.Of(names.ValueOf(path, value)), place, context);
    }

    /// <param name="root">The document, which changes.</param>
    /// <param name="path">Where to.</param>
    /// <param name="value">What to put there.</param>
    /// <param name="place">What a complaint about the path is about.</param>
    /// <param name="context">Takes complaints.</param>
    public static void Apply(MapNode root, string path, Node value, Place place, ReadContext context)
    {
        if (Steps(path) is { } steps)
            Put(root, steps, value, place, context);
        else
            context.Error(place, place.Line > 0 ? $"'{Words.Shortened(path)}' is not a path" : "is not a path", "write, for example, 'servers.mx.count' or 'traffic[0].arrivals'");
    }

    private static void Put(MapNode root, List<string> steps, Node value, Place place, ReadContext context)
    {
        Shape shape = ScenarioLanguage.Root;
        Node at = root;
        Action<Node> replace = _ => { };
        var path = "";
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step[0] == '[')
            {
                if (Index(at, shape, step, path, place, context) is not { } index) return;
                var items = ((ListNode)at).Items;
                (replace, at, shape, path) = (node => items[index] = node, items[index], shape.Item!, PathText.Item(path, index));
                continue;
            }
            if (shape.Item is not null)
            {
                context.Error(place, $"{path} is a list", $"write '{path}[0].{step}' for its first entry");
                return;
            }
            var map = shape.Spread(at);
            if (map != at) replace(map);
            if (shape.Member(map, step) is not { } member)
            {
                context.Error(
                    place, Unknown(shape, step, path),
                    Words.Remedy(step, shape.Members(map), path is "servers" or "clients" ? "groups" : "keys"));
                return;
            }
            shape.Choose(map, step);
            var entry = map[step];
            if (entry is null) map.Entries.Add(entry = new Entry(place, step, new ScalarNode(place, "")));
            (replace, at, shape, path) = (node => entry.Value = node, entry.Value, member, PathText.Member(path, step));
            if (entry.Implied) Explicit(map, entry, ref replace);
        }
        replace(value);
    }

    // A key that a short form implied is written out from here on, so that diagnostics name it.
    private static void Explicit(MapNode map, Entry entry, ref Action<Node> replace)
    {
        var index = map.Entries.IndexOf(entry);
        replace = node => map.Entries[index] = new Entry(entry.KeyPlace, entry.Key, node);
    }

    private static string Unknown(Shape shape, string step, string path) =>
        path is "servers" or "clients"
            ? $"there is no group '{step}' in {path}"
            : $"unknown key '{Words.Shortened(step)}'{PathText.In(path)}";

    private static int? Index(Node at, Shape shape, string step, string path, Place place, ReadContext context)
    {
        if (shape.Item is null || at is not ListNode list)
        {
            context.Error(place, shape.Item is null ? $"{path} is not a list" : $"{path} is not written as a list", $"write '{path}=…'");
            return null;
        }
        if (int.TryParse(step.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
            return index;
        context.Error(
            place, $"there is no {path}{step}]",
            list.Items.Count == 0 ? $"{path} is empty" : $"the last one is {PathText.Item(path, list.Items.Count - 1)}");
        return null;
    }

    /// <summary>"a.b[0].c" as a, b, [0, c; null when it is no path.</summary>
    private static List<string>? Steps(string path)
    {
        var steps = new List<string>();
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length == 0) return null;
            steps.Add(name);
            while (bracket >= 0)
            {
                var end = part.IndexOf(']', bracket);
                if (end <= bracket + 1) return null;
                steps.Add(part[bracket..end]);
                bracket = end + 1 == part.Length ? -1 : end + 1;
                if (bracket >= 0 && part[bracket] != '[') return null;
            }
        }
        return steps;
    }
}
