namespace SmtpSim.Scenarios;

/// <summary>A node that can be changed without changing the one it was copied from.</summary>
internal static class NodeCopy
{
    public static Node Of(Node node) => node switch
    {
        MapNode map => new MapNode(map.Place, [.. map.Entries.Select(entry => new Entry(entry.KeyPlace, entry.Key, Of(entry.Value), entry.Implied))]),
        ListNode list => new ListNode(list.Place, [.. list.Items.Select(Of)]),
        _ => node,
    };
}
