using SmtpSim.Model;

namespace SmtpSim.Cli;

/// <summary>Where the rules of a scenario stand in its file.</summary>
/// <param name="file">The scenario file.</param>
/// <param name="lines">Line of every path that is written out in it.</param>
internal sealed class RulePlaces(string file, IReadOnlyDictionary<string, int> lines)
{
    public string File => file;

    /// <summary>Line of a rule; null for a default or a value of the command line.</summary>
    public int? LineOf(string? rule) => rule is not null && lines.TryGetValue(rule, out var line) ? line : null;

    /// <summary><c>first sight of this triplet (servers.mx.greylist, greylisting.yaml:17)</c>, what is in brackets with a no-break space.</summary>
    public string Describe(TraceReason reason)
        => reason.Rule is null ? reason.Text
            : LineOf(reason.Rule) is { } line ? $"{reason.Text} ({reason.Rule},\u00A0{Path.GetFileName(file)}:{line})"
            : $"{reason.Text} ({reason.Rule})";
}
