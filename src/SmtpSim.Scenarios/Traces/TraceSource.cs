using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Finds the trace files of a scenario, relative to it.</summary>
internal sealed class TraceSource(string scenarioFile, Func<string, string?> readFile)
{
    public ArrivalSpec.Trace Load(string file, string path, TrafficSpec stream, IReadOnlyList<ClientGroup> senders, ReadContext context)
    {
        var nothing = new ArrivalSpec.Trace(file, [], [], [], []);
        var full = Path.Combine(Path.GetDirectoryName(scenarioFile) ?? "", file);
        if (readFile(full) is { } text) return new TraceReader(full, stream, senders, context).Read(file, text) ?? nothing;
        context.Error(path, $"the trace file '{Words.Shortened(full)}' cannot be read", "its path is relative to the scenario");
        return nothing;
    }
}
