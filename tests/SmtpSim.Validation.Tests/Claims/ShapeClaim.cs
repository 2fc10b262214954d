namespace SmtpSim.Validation.Tests;

/// <summary>An order, a threshold or a sign: what is observed is said in words, and holds in every run or does not.</summary>
internal sealed record ShapeClaim(string Quantity, string Expected, Func<IReadOnlyList<Run>, (string Observed, bool Holds)> Look, string Source) : Claim(Quantity, Source)
{
    public override Row Judge(IReadOnlyList<Run> runs)
    {
        var (observed, holds) = Look(runs);
        return new Row(Quantity, Expected, observed, "-", holds ? Verdict.Holds : Verdict.Misses, Source);
    }
}
