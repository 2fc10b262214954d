using System.Runtime.CompilerServices;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>A trace as plain text, everything of it, for comparison with the files in Transcripts/; <c>SMTPSIM_REWRITE=1</c> writes them anew.</summary>
internal static class PlainTrace
{
    public static string Of(TraceLog log)
    {
        var text = new StringBuilder();
        text.Append($"{log.Name} from {log.Sender ?? "-"} to {log.Server ?? "-"}, {log.Bytes} bytes, {log.Attempts} attempts: {log.Fate} at {log.Settled}\n");
        foreach (var recipient in log.Recipients)
            text.Append($"  {recipient.Address} {recipient.Fate} at attempt {recipient.Attempt}{(recipient.Reply is null ? "" : $": {recipient.Reply}")}\n");
        var (attempt, session) = (0, 0);
        Phase? phase = null;
        foreach (var line in log.Lines)
        {
            if (line.Attempt != attempt || (line.Session != session && line.Session > 0))
                text.Append($"attempt {line.Attempt}, session {line.Session}\n");
            (attempt, session) = (line.Attempt, line.Session);
            if (line.Phase is not null && line.Phase != phase)
                text.Append($"  [{line.Phase}]\n");
            phase = line.Phase;
            Append(text, line);
        }
        return text.ToString();
    }

    public static void ShouldBe(string name, TraceLog? log)
    {
        Assert.NotNull(log);
        var actual = Of(log);
        var path = Path.Combine(AppContext.BaseDirectory, "Trace", "Transcripts", name + ".txt");
        if (Environment.GetEnvironmentVariable("SMTPSIM_REWRITE") is "1")
        {
            path = Path.Combine(SourceFolder(), "Transcripts", name + ".txt");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static void Append(StringBuilder text, TraceLine line)
    {
        var who = line.IsFromClient ? "C:" : line.IsFromServer ? "S:" : "  ";
        var of = line.Message > 0 ? $" #{line.Message}" : "";
        text.Append($"{line.Time}{of,4} {who} {line.Text.Replace("\n", " / ", StringComparison.Ordinal)}");
        if (line.Kind is not (TraceKind.Command or TraceKind.Reply))
            text.Append($" [{line.Kind}]");
        foreach (var reason in line.Reasons)
            text.Append($" <- {reason.Text} ({reason.Rule ?? "-"})");
        text.Append('\n');
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
