namespace SmtpSim.Wire.Tests;

/// <summary>A line of a dialogue; the lines of a longer reply parted by <c>\n</c>.</summary>
internal sealed record ScriptLine(double Time, bool FromClient, string Text);

/// <summary>A session line by line, simulated or on the wire.</summary>
internal sealed record SessionScript(IReadOnlyList<ScriptLine> Lines)
{
    public double Start => Lines[0].Time;

    /// <summary>When what the attempt came to was known: at the last reply before QUIT.</summary>
    public double Decided => Lines.TakeWhile(line => !(line.FromClient && line.Text == "QUIT")).Last(line => !line.FromClient).Time;

    /// <summary>Whose session it is and what about: client, sender, size and first recipient.</summary>
    public string Key => string.Join(" | ", new[] { "EHLO ", "MAIL ", "RCPT " }
        .Select(verb => Lines.FirstOrDefault(line => line.FromClient && line.Text.StartsWith(verb, StringComparison.Ordinal))?.Text ?? ""));

    /// <summary>Every line with its speaker; what is offered in answer to EHLO is left to <see cref="Offers"/>.</summary>
    public IEnumerable<string> Texts => Lines.Select(line => (line.FromClient ? "C: " : "S: ") + (IsOffer(line) ? line.Text.Split('\n')[0].Replace("250-", "250 ", StringComparison.Ordinal) : line.Text));

    /// <summary>The keywords in answer to EHLO.</summary>
    public IEnumerable<string> Offers => Lines.Where(IsOffer).SelectMany(line => line.Text.Split('\n').Skip(1)).Select(line => line[4..]);

    /// <summary>How long the server took for each reply; the first is the greeting, which has no beginning here.</summary>
    public IEnumerable<double> ServiceTimes => Lines.Zip(Lines.Skip(1)).Where(pair => pair.First.FromClient && !pair.Second.FromClient).Select(pair => pair.Second.Time - pair.First.Time);

    private static bool IsOffer(ScriptLine line) => !line.FromClient && line.Text.Contains('\n', StringComparison.Ordinal) && line.Text.StartsWith("250", StringComparison.Ordinal);
}
