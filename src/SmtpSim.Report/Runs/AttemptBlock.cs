using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>The lines of one attempt; attempt 0 for a message that never had one.</summary>
public sealed record AttemptBlock(int Attempt, IReadOnlyList<TraceLine> Lines)
{
    public static List<AttemptBlock> Split(IEnumerable<TraceLine> lines)
    {
        var blocks = new List<AttemptBlock>();
        var current = new List<TraceLine>();
        foreach (var line in lines)
        {
            if (current.Count > 0 && line.Attempt != current[0].Attempt)
            {
                blocks.Add(new AttemptBlock(current[0].Attempt, current));
                current = [];
            }
            current.Add(line);
        }
        blocks.Add(new AttemptBlock(current[0].Attempt, current));
        return blocks;
    }

    /// <summary>When its connection was asked for, or when it went on in a session.</summary>
    public TraceLine Start => Lines.FirstOrDefault(IsDialogue) ?? Lines[0];

    /// <summary>What the attempt failed of, or its last line.</summary>
    public TraceLine Decisive => Lines.LastOrDefault(line => line.IsFailure) ?? Lines[^1];

    /// <summary>Whether the other attempt went the same way at another time, for whatever reasons.</summary>
    public bool LooksLike(AttemptBlock other)
        => Lines.Where(IsDialogue).Select(Look).SequenceEqual(other.Lines.Where(IsDialogue).Select(Look));

    private static bool IsDialogue(TraceLine line) => line.Kind is not (TraceKind.Submitted or TraceKind.Waiting or TraceKind.OtherMessages);

    /// <summary>What an attempt came to is told with times and ages: there the kind has to do.</summary>
    private static (TraceKind Kind, string Text) Look(TraceLine line) => (line.Kind, line.IsOutcome ? "" : line.Text);
}
