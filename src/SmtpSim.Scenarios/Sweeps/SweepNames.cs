namespace SmtpSim.Scenarios;

/// <summary>What a sweep calls paths and values: its params and policies, and the names that its design gives to values.</summary>
internal sealed class SweepNames
{
    private readonly Dictionary<string, IReadOnlyList<string>> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _policies = new(StringComparer.Ordinal);
    private readonly Node _sweep;

    /// <param name="nodes">Where they stand.</param>
    /// <param name="context">Takes complaints.</param>
    public SweepNames(SweepNodes nodes, ReadContext context)
    {
        _sweep = nodes.Sweep.Value;
        foreach (var entry in Entries(nodes.Params, "a mapping from names to paths, such as { policy: clients.sender.retry }", context))
        {
            if (entry.Value is ScalarNode { IsNull: false } one)
                _params.TryAdd(entry.Key, [one.Text]);
            else if (entry.Value is ListNode { Items.Count: > 0 } list && list.Items.TrueForAll(item => item is ScalarNode { IsNull: false }))
                _params.TryAdd(entry.Key, [.. list.Items.Select(item => ((ScalarNode)item).Text)]);
            else
                context.Error(entry.KeyPlace, $"params.{entry.Key} {entry.Value.Found}", "expected a path such as clients.sender.retry, or a list of paths");
        }

        foreach (var entry in Entries(nodes.Policies, "a mapping from names to values", context))
            _policies.TryAdd(entry.Key, entry.Value);
    }

    /// <summary>The paths that a name stands for; a path stands for itself.</summary>
    public IReadOnlyList<string> PathsOf(string name) => _params.TryGetValue(name, out var paths) ? paths : [name];

    /// <summary>The value that a scalar stands for.</summary>
    public Node Policy(Node node) => node is ScalarNode scalar && _policies.TryGetValue(scalar.Text, out var policy) ? policy : node;

    /// <summary>The value that a scalar stands for as one of a factor, which may give it a name of its own.</summary>
    public Node ValueOf(string factor, Node node)
    {
        if (node is not ScalarNode scalar || _sweep is not MapNode sweep)
            return node;
        var designs = sweep.Entries.Select(entry => entry.Value).OfType<MapNode>();
        var named = designs.SelectMany(design => new[] { design[factor], (design["over"]?.Value as MapNode)?[factor] })
            .Select(entry => (entry?.Value as MapNode)?[scalar.Text]).FirstOrDefault(entry => entry is not null);
        return Policy(named?.Value ?? node);
    }

    /// <summary>Where the file names params, a word alone that is no key of a scenario is meant for one of them.</summary>
    /// <returns>Whether it may be one.</returns>
    public bool Check(string name, Place place, ReadContext context)
    {
        if (_params.Count == 0 || _params.ContainsKey(name) || name.AsSpan().ContainsAny('.', '[') || ScenarioLanguage.Root.Members(new MapNode(default, [])).Contains(name))
            return true;
        context.Error(place, $"'{Words.Shortened(name)}' is neither a path nor one of the params", Words.Remedy(name, [.. _params.Keys], SweepLanguage.ParamsKey));
        return false;
    }

    private static List<Entry> Entries(Entry? entry, string expected, ReadContext context)
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
}
