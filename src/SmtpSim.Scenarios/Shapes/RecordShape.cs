using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A mapping with known keys.</summary>
/// <param name="expected">For a sentence that ends "expected …".</param>
/// <param name="blank">The record with every default, for a mapping that stands for itself.</param>
/// <param name="keys">The keys, in the order in which they are read and written.</param>
internal sealed class RecordShape<T>(string expected, Func<T> blank, IReadOnlyList<Key<T>> keys) : Shape<T>
{
    public override string Expected => expected;

    /// <summary>The key that a plain value or list in place of the mapping is given to.</summary>
    public string? ShortFor { get; init; }

    /// <summary>A plain value in place of the mapping is given to every key.</summary>
    public bool ShortForAll { get; init; }

    /// <summary>When set, the keys that are given must be one of these lists.</summary>
    public IReadOnlyList<string[]> Forms { get; init; } = [];

    /// <summary>What must hold of the whole.</summary>
    public Action<T, MapNode, string, ReadContext>? Check { get; init; }

    /// <summary>Name of the schema's part, for shapes that stand in many places.</summary>
    public string? Part { get; init; }

    public override IReadOnlyList<string> Members(MapNode at) => [.. keys.Select(key => key.Name)];

    public override Shape? Member(MapNode at, string name) => Find(name)?.Shape;

    public override MapNode Spread(Node node)
    {
        if (node is MapNode map) return map;
        var entries = new List<Entry>();
        if (node is not ScalarNode { IsNull: true })
        {
            foreach (var key in keys)
            {
                if (ShortForAll || key.Name == ShortFor) entries.Add(new Entry(node.Place, key.Name, node, Implied: true));
            }
        }
        return new MapNode(node.Place, entries);
    }

    public override void Choose(MapNode at, string name)
    {
        foreach (var form in Forms)
        {
            if (!form.Contains(name)) continue;
            if (!at.Entries.TrueForAll(entry => form.Contains(entry.Key))) at.Entries.RemoveAll(entry => !form.Contains(entry.Key));
            return;
        }
    }

    public override bool TryRead(Node node, string path, ReadContext context, T start, out T value)
    {
        value = start ?? blank();
        var isNull = node is ScalarNode { IsNull: true };
        if (node is not MapNode && (isNull ? ShortFor is not null || ShortForAll : ShortFor is null && !ShortForAll))
        {
            context.Error(node, $"{(path.Length == 0 ? "the scenario" : path)} {node.Found}", $"expected {expected}");
            return false;
        }
        var map = Spread(node);
        var whole = new KeyCheck(map, path, context).Passes(keys.Select(key => key.Name).ToList());
        foreach (var key in keys)
        {
            if (map[key.Name] is { } entry)
                whole &= key.Read(entry.Value, entry.Implied ? path : PathText.Member(path, key.Name), context, ref value);
            else if (key.RequiredAs is { } example && Forms.Count == 0) whole &= Missing(context, map, path, key.Name, example);
        }
        if (whole && Forms.Count > 0) whole = FormFits(map, path, context);
        if (whole) Check?.Invoke(value, map, path, context);
        return true;
    }

    public override Node Write(T value) => new MapNode(default, Entries(value));

    public List<Entry> Entries(T value)
    {
        var entries = new List<Entry>();
        foreach (var key in keys)
        {
            if (key.WrittenIf?.Invoke(value) != false) entries.Add(new Entry(default, key.Name, key.Write(value)));
        }
        return entries;
    }

    public override JsonObject Describe(SchemaParts parts, T start) =>
        Part is null ? Description(parts, start) : parts.Reference(Part, () => Description(parts, start));

    private JsonObject Description(SchemaParts parts, T start)
    {
        var properties = new JsonObject();
        foreach (var key in keys) properties[key.Name] = key.Describe(parts, start ?? blank());
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        var required = keys.Where(key => key.RequiredAs is not null).Select(key => key.Name).ToArray();
        if (Forms.Count > 0) schema["oneOf"] = new JsonArray([.. Forms.Select(form => SchemaParts.Exactly(form))]);
        else if (required.Length > 0) schema["required"] = SchemaParts.Array(required);
        if (ShortFor is null && !ShortForAll) return schema;
        var shortKey = ShortForAll ? keys[0] : Find(ShortFor!)!;
        return new JsonObject { ["anyOf"] = new JsonArray(shortKey.Describe(parts, start ?? blank()), schema) };
    }

    private static bool Missing(ReadContext context, MapNode map, string path, string name, string example)
    {
        context.Error(map, $"'{name}' is missing{PathText.In(path)}", $"add '{example}'");
        return false;
    }

    private bool FormFits(MapNode map, string path, ReadContext context)
    {
        if (Forms.Any(form => form.Length == map.Entries.Count && form.All(name => map[name] is not null))) return true;
        var forms = string.Join(" or ", Forms.Select(form => "{ " + string.Join(", ", form) + " }"));
        context.Error(
            map, $"{path} has {(map.Entries.Count == 0 ? "no key" : string.Join(", ", map.Entries.Select(entry => entry.Key)))}",
            $"it takes {forms}");
        return false;
    }

    private Key<T>? Find(string name)
    {
        foreach (var key in keys)
        {
            if (key.Name == name) return key;
        }
        return null;
    }
}
