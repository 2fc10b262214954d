namespace SmtpSim.Scenarios;

/// <summary>The part of a scenario file that says how to sweep it: it stands beside the scenario and is no part of it.</summary>
/// <param name="Params">Short names for paths; null when there are none.</param>
/// <param name="Policies">Named values; null when there are none.</param>
/// <param name="Sweep">Which values, how often.</param>
internal sealed record SweepNodes(Entry? Params, Entry? Policies, Entry Sweep)
{
    /// <summary>Takes the part out of the document; null when the file has none.</summary>
    public static SweepNodes? Take(MapNode root)
    {
        if (root[SweepLanguage.SweepKey] is not { } sweep)
            return null;
        var nodes = new SweepNodes(root[SweepLanguage.ParamsKey], root[SweepLanguage.PoliciesKey], sweep);
        foreach (var entry in new[] { nodes.Params, nodes.Policies, nodes.Sweep })
        {
            if (entry is not null)
                root.Entries.Remove(entry);
        }

        return nodes;
    }
}

/// <summary>A value that a cell of a sweep puts into the scenario.</summary>
/// <param name="Path">Where to.</param>
/// <param name="Value">What.</param>
/// <param name="Place">Where the sweep says so.</param>
internal readonly record struct SweepSetting(string Path, Node Value, Place Place);
