namespace SmtpSim.Cli;

/// <summary>Where in the scenario file a rule stands.</summary>
/// <param name="file">The file as the user named it.</param>
/// <param name="lines">Lines by path, as the loader has them.</param>
internal sealed class RulePlaces(string file, IReadOnlyDictionary<string, int> lines)
{
    public string File => file;

    /// <summary>The line of the rule; 0 for a rule that the file leaves at its default.</summary>
    public int LineOf(string rule) => lines.GetValueOrDefault(rule);

    /// <summary><c>servers.mx.greylist, greylisting.yaml:17</c></summary>
    public string Describe(string rule) => LineOf(rule) is > 0 and var line ? $"{rule}, {Path.GetFileName(file)}:{line}" : $"{rule}, by default";
}
