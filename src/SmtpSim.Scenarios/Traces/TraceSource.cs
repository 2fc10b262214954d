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

    /// <summary>The outages of a recording, of each of the groups.</summary>
    public IReadOnlyList<OutageSpec> LoadOutages(FailureSpec failure, string path, ReadContext context)
    {
        var full = Path.Combine(Path.GetDirectoryName(scenarioFile) ?? "", failure.Trace!);
        if (readFile(full) is { } text) return new OutageReader(full, failure, context).Read(text);
        context.Error(path, $"the trace file '{Words.Shortened(full)}' cannot be read", "its path is relative to the scenario");
        return [];
    }
}
