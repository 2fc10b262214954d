namespace SmtpSim.Scenarios;

/// <summary>The units of the language.</summary>
internal static class Units
{
    /// <summary>Base unit: the tick of 100 ns.</summary>
    public static UnitTable Duration { get; } = new(
        "a duration", "s", "300s",
        [
            new("ns", 1, -2), new("us", 1, 1), new("ms", 1, 4), new("s", 1, 7),
            new("m", 60, 7), new("min", 60, 7, Written: false), new("h", 3600, 7), new("d", 86400, 7), new("w", 604800, 7, Written: false),
        ],
        Synonyms("sec secs second seconds = s; msec msecs = ms; usec µs μs = us; mins minute minutes = m; hr hrs hour hours = h; day days = d; week weeks wk = w"));

    /// <summary>Base unit: the byte.</summary>
    public static UnitTable Size { get; } = new(
        "a size", "B", "10 MB",
        [
            new("B", 1, 0), new("kB", 1, 3), new("KiB", 1024, 0), new("MB", 1, 6), new("MiB", 1024 * 1024, 0),
            new("GB", 1, 9), new("GiB", 1024 * 1024 * 1024, 0),
        ],
        Synonyms("byte bytes = B; k kbyte kbytes = kB; m mbyte mbytes = MB; g gbyte gbytes = GB"));

    /// <summary>Base unit: bytes per second.</summary>
    public static UnitTable Bandwidth { get; } = new(
        "a bandwidth", "B/s", "10 MB/s",
        [
            new("B/s", 1, 0), new("kbit/s", 125, 0, Written: false), new("kB/s", 1, 3), new("KiB/s", 1024, 0),
            new("Mbit/s", 125_000, 0, Written: false), new("MB/s", 1, 6), new("MiB/s", 1024 * 1024, 0),
            new("Gbit/s", 125_000_000, 0, Written: false), new("GB/s", 1, 9), new("GiB/s", 1024 * 1024 * 1024, 0),
        ],
        // Whether "Mb" is bits or bytes is not for us to guess.
        Synonyms("mbps = Mbit/s; kbps = kbit/s; gbps = Gbit/s; b = B/s; kb kb/s = kB/s' or 'kbit/s; mb mb/s = MB/s' or 'Mbit/s; gb gb/s = GB/s' or 'Gbit/s"));

    /// <summary>Seconds in the units of a rate.</summary>
    public static IReadOnlyList<(string Name, int Seconds)> RatePeriods { get; } = [("s", 1), ("min", 60), ("m", 60), ("h", 3600), ("d", 86400)];

    // "a b = x; c = y" reads as a → x, b → x, c → y.
    private static Dictionary<string, string> Synonyms(string table)
    {
        var synonyms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in table.Split("; "))
        {
            var (words, unit) = (row.Split(" = ")[0], row.Split(" = ")[1]);
            foreach (var word in words.Split(' ')) synonyms[word] = unit;
        }
        return synonyms;
    }
}
