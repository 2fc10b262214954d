namespace SmtpSim.Scenarios;

/// <summary>What is wrong with a scenario, where, and what to write instead.</summary>
/// <param name="File">The file as it was named by the caller, or <c>--set PATH</c> for a value from the command line.</param>
/// <param name="Line">Counts from 1; 0 when the place is not in a file.</param>
/// <param name="Column">Counts from 1.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Remedy">What to write instead, when that is known.</param>
public sealed record Diagnostic(string File, int Line, int Column, string Message, string? Remedy = null)
{
    /// <summary>One line: <c>greylisting.yaml:17:5: unknown key 'grelist' in servers.mx; did you mean 'greylist'?</c></summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        return Remedy is null ? $"{place}: {Message}" : $"{place}: {Message}; {Remedy}";
    }
}
