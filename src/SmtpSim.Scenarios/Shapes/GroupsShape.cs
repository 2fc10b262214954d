using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A mapping whose keys are names that the scenario gives: groups of hosts.</summary>
/// <param name="expected">For a sentence that ends "expected …".</param>
/// <param name="group">The shape of a group.</param>
/// <param name="blank">A group of that name with every default.</param>
/// <param name="nameOf">The name of a group.</param>
internal sealed class GroupsShape<T>(
    string expected, RecordShape<T> group, Func<string, T> blank, Func<T, string> nameOf) : Shape<IReadOnlyList<T>>
{
    public override string Expected => expected;

    /// <summary>Whether there may be no group at all.</summary>
    public bool MayBeEmpty { get; init; }

    public override IReadOnlyList<string> Members(MapNode at) => [.. at.Entries.Select(entry => entry.Key)];

    public override Shape? Member(MapNode at, string name) => at[name] is null ? null : group;

    public override bool TryRead(Node node, string path, ReadContext context, IReadOnlyList<T> start, out IReadOnlyList<T> value)
    {
        value = start;
        if (node is not MapNode map || (map.Entries.Count == 0 && !MayBeEmpty))
        {
            context.Error(node, node is MapNode ? $"{path} is empty" : $"{path} {node.Found}", $"expected {expected}");
            return false;
        }
        new KeyCheck(map, path, context).OnlyOnce();
        var groups = new List<T>();
        foreach (var entry in map.Entries)
        {
            if (Names.Group.Parse(entry.Key, out var name) is { } complaint)
                context.Error(entry.KeyPlace, $"'{Words.Shortened(entry.Key)}'{PathText.In(path)} {complaint.Message}", complaint.Remedy);
            if (group.TryRead(entry.Value, PathText.Member(path, entry.Key), context, blank(entry.Key), out var read)) groups.Add(read);
        }
        value = groups;
        return groups.Count == map.Entries.Count;
    }

    public override Node Write(IReadOnlyList<T> value) =>
        new MapNode(default, [.. value.Select(item => new Entry(default, nameOf(item), group.Write(item)))]);

    public override JsonObject Describe(SchemaParts parts, IReadOnlyList<T> start) => new()
    {
        ["type"] = "object",
        ["minProperties"] = MayBeEmpty ? 0 : 1,
        ["patternProperties"] = new JsonObject { [Names.GroupPattern] = group.Describe(parts, blank("group")) },
        ["additionalProperties"] = false,
    };
}
