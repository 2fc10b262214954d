namespace SmtpSim.Validation.Tests;

/// <summary>Something that chance has no part in: what is observed in every run is the expected, to the letter.</summary>
internal sealed record ExactClaim(string Quantity, string Expected, Func<Run, string> Figure, string Source) : Claim(Quantity, Source)
{
    public override Row Judge(IReadOnlyList<Run> runs)
    {
        var observed = runs.Select(Figure).Distinct(StringComparer.Ordinal).ToArray();
        return new Row(Quantity, Expected, string.Join(" / ", observed), "-", observed is [var only] && only == Expected ? Verdict.Holds : Verdict.Misses, Source);
    }
}
