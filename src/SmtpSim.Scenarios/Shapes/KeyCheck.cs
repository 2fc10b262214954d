namespace SmtpSim.Scenarios;

/// <summary>Finds keys that are unknown or stand twice.</summary>
internal readonly struct KeyCheck(MapNode map, string path, ReadContext context)
{
    public bool Passes(IReadOnlyList<string> known)
    {
        var passes = OnlyOnce();
        foreach (var entry in map.Entries)
        {
            if (known.Contains(entry.Key)) continue;
            if (context.IsFull) return false;
            context.Error(entry.KeyPlace, $"unknown key '{Words.Shortened(entry.Key)}'{PathText.In(path)}", Remedy(entry, known));
            passes = false;
        }
        return passes;
    }

    public bool OnlyOnce()
    {
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        var passes = true;
        foreach (var entry in map.Entries)
        {
            if (seen.TryAdd(entry.Key, entry.KeyPlace)) continue;
            if (context.IsFull) return false;
            context.Error(
                entry.KeyPlace, $"'{Words.Shortened(entry.Key)}' stands twice{PathText.In(path)}",
                $"it is in line {seen[entry.Key].Line} already");
            passes = false;
        }
        return passes;
    }

    // { reply: 451 4.7.1 Busy, try later }: the comma ends the text and "try later" looks like a key without a value; so does { count: 1,000 }.
    private static string Remedy(Entry entry, IReadOnlyList<string> known)
    {
        if (entry.Value is not ScalarNode { IsNull: true } || Words.Nearest(entry.Key, known) is not null)
            return Words.Remedy(entry.Key, known, "keys");
        return entry.Key.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? "a text with a comma stands in quotes"
            : "write numbers without commas";
    }
}
