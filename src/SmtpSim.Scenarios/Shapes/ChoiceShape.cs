using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>
/// A mapping in which exactly one key says which kind of thing it is: <c>{ lognormal: { … } }</c>,
/// <c>{ fixed: 60s, lifetime: 4h }</c>.
/// </summary>
/// <param name="noun">What is chosen, with its article: "a retry schedule".</param>
/// <param name="kinds">The kinds to choose from.</param>
internal sealed class ChoiceShape<T>(string noun, IReadOnlyList<Kind<T>> kinds) : Shape<T>
{
    public override string Expected => $"{noun} such as {kinds[0].Example}";

    /// <summary>Keys that may stand beside the kind.</summary>
    public IReadOnlyList<Key<T>> Beside { get; init; } = [];

    /// <summary>The kind that a plain value means, when it is not the name of a kind.</summary>
    public string? ScalarKind { get; init; }

    /// <summary>Name of the schema's part.</summary>
    public string? Part { get; init; }

    public override IReadOnlyList<string> Members(MapNode at) => [.. kinds.Select(kind => kind.Name), .. Beside.Select(key => key.Name)];

    public override Shape? Member(MapNode at, string name) => Find(name)?.Body ?? Beside.FirstOrDefault(key => key.Name == name)?.Shape;

    public override MapNode Spread(Node node)
    {
        if (node is MapNode map) return map;
        return node is ScalarNode { IsNull: false } scalar && Find(scalar.Text) is { StandsAlone: true }
            ? new MapNode(node.Place, [new Entry(node.Place, scalar.Text, new MapNode(node.Place, []), Implied: true)])
            : new MapNode(node.Place, []);
    }

    public override void Choose(MapNode at, string name)
    {
        if (Find(name) is not null) at.Entries.RemoveAll(entry => entry.Key != name && Find(entry.Key) is not null);
    }

    public override bool TryRead(Node node, string path, ReadContext context, T start, out T value)
    {
        value = start;
        if (node is ScalarNode { IsNull: false } scalar && !(Find(scalar.Text) is { StandsAlone: true }))
        {
            if (ScalarKind is not null) return Find(ScalarKind)!.TryRead(node, path, context, out value, start);
            var names = kinds.Where(kind => kind.StandsAlone).Select(kind => kind.Name).ToList();
            var remedy = Find(scalar.Text) is { } kind
                ? $"write {kind.Example}"
                : names.Count == 0 ? $"expected {Expected}" : Words.Remedy(scalar.Text, names, "known words");
            context.Error(node, $"'{Words.Shortened(scalar.Text)}'{PathText.In(path)} is not {noun}", remedy);
            return false;
        }
        if (node is ListNode or ScalarNode { IsNull: true })
        {
            context.Error(node, $"{path} {node.Found}", $"expected {Expected}");
            return false;
        }
        return TryReadMap(Spread(node), path, context, start, out value);
    }

    public override Node Write(T value)
    {
        var kind = kinds.First(candidate => candidate.IsKindOf(value));
        if (kind.Name == ScalarKind) return kind.Write(value);
        var beside = Beside.Where(key => key.WrittenIf?.Invoke(value) != false).Select(key => new Entry(default, key.Name, key.Write(value)));
        var body = kind.Write(value);
        if (kind.StandsAlone && body is MapNode { Entries.Count: 0 } && !beside.Any()) return new ScalarNode(default, kind.Name);
        return new MapNode(default, [new Entry(default, kind.Name, body), .. beside]);
    }

    public override JsonObject Describe(SchemaParts parts, T start) =>
        Part is null ? Description(parts, start) : parts.Reference(Part, () => Description(parts, start));

    private bool TryReadMap(MapNode map, string path, ReadContext context, T start, out T value)
    {
        value = start;
        if (!new KeyCheck(map, path, context).Passes(Members(map))) return false;
        var chosen = kinds.Where(kind => map[kind.Name] is not null).ToList();
        if (chosen.Count != 1)
        {
            var found = chosen.Count == 0 ? "no kind" : string.Join(" and ", chosen.Select(kind => kind.Name));
            context.Error(map, $"{path} names {found}", $"give one of {string.Join(", ", kinds.Select(kind => kind.Name))}");
            return false;
        }
        var entry = map[chosen[0].Name]!;
        if (!chosen[0].TryRead(entry.Value, PathText.Member(path, entry.Key), context, out value, start)) return false;
        var whole = true;
        foreach (var key in Beside)
        {
            if (map[key.Name] is not { } extra) continue;
            if (key.WrittenIf?.Invoke(value) == false)
            {
                context.Error(extra.KeyPlace, $"'{key.Name}' does not go with '{entry.Key}'{PathText.In(path)}", "remove it");
                whole = false;
            }
            else whole &= key.Read(extra.Value, PathText.Member(path, key.Name), context, ref value);
        }
        return whole;
    }

    private JsonObject Description(SchemaParts parts, T start)
    {
        var forms = new JsonArray();
        var alone = kinds.Where(kind => kind.StandsAlone).Select(kind => kind.Name).ToArray();
        if (alone.Length > 0) forms.Add(new JsonObject { ["enum"] = SchemaParts.Array(alone) });
        foreach (var kind in kinds)
        {
            if (kind.Name == ScalarKind) forms.Add(kind.Describe(parts));
        }
        var properties = new JsonObject();
        foreach (var kind in kinds)
        {
            var body = kind.Describe(parts);
            body["description"] = kind.Description;
            properties[kind.Name] = body;
        }
        foreach (var key in Beside) properties[key.Name] = key.Describe(parts, start);
        forms.Add(new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["oneOf"] = new JsonArray([.. kinds.Select(kind => new JsonObject { ["required"] = SchemaParts.Array(kind.Name) })]),
        });
        return forms.Count == 1 ? (JsonObject)forms[0]!.DeepClone() : new JsonObject { ["anyOf"] = forms };
    }

    private Kind<T>? Find(string name) => kinds.FirstOrDefault(kind => kind.Name == name);
}
