namespace SmtpSim.Report;

/// <summary>Tones as the style sheet knows them.</summary>
internal static class ToneText
{
    public static string ClassOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Doubtful => "doubtful",
        Tone.Bad => "bad",
        Tone.Faint => "faint",
        _ => "",
    };

    /// <summary>The sign that says it without colour.</summary>
    public static string SignOf(Tone tone) => tone switch
    {
        Tone.Good => "✓ ",
        Tone.Bad => "✗ ",
        Tone.Doubtful => "? ",
        _ => "",
    };
}
