using System.Text.Json.Nodes;

namespace SmtpSim.Scenarios;

/// <summary>A list.</summary>
/// <param name="expected">For a sentence that ends "expected …".</param>
/// <param name="item">The shape of an entry.</param>
/// <param name="blank">An entry with every default.</param>
internal sealed class ListShape<T>(string expected, Shape<T> item, Func<T> blank) : Shape<IReadOnlyList<T>>
{
    public override string Expected => expected;

    public override Shape Item => item;

    /// <summary>A single entry may stand without brackets.</summary>
    public bool SingleAllowed { get; init; }

    /// <summary>Whether the list must have an entry.</summary>
    public bool NotEmpty { get; init; }

    public override bool TryRead(Node node, string path, ReadContext context, IReadOnlyList<T> start, out IReadOnlyList<T> value)
    {
        value = start;
        if (node is not ListNode list)
        {
            if (SingleAllowed && node is ScalarNode { IsNull: false } && item.TryRead(node, path, context, blank(), out var single))
            {
                value = [single];
                return true;
            }
            if (!SingleAllowed || node is not ScalarNode { IsNull: false })
                context.Error(node, $"{path} {node.Found}", $"expected {expected}");
            return false;
        }
        if (NotEmpty && list.Items.Count == 0)
        {
            context.Error(node, $"{path} is empty", $"expected {expected}");
            return false;
        }
        var items = new List<T>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (item.TryRead(list.Items[i], PathText.Item(path, i), context, blank(), out var read)) items.Add(read);
        }
        value = items;
        return items.Count == list.Items.Count;
    }

    public override Node Write(IReadOnlyList<T> value) => new ListNode(default, [.. value.Select(item.Write)]);

    public override JsonObject Describe(SchemaParts parts, IReadOnlyList<T> start)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Describe(parts, blank()) };
        if (NotEmpty) schema["minItems"] = 1;
        return SingleAllowed ? new JsonObject { ["anyOf"] = new JsonArray(item.Describe(parts, blank()), schema) } : schema;
    }
}
