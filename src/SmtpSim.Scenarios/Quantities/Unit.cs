namespace SmtpSim.Scenarios;

/// <summary>A unit: <paramref name="Factor"/> · 10^<paramref name="Power"/> base units.</summary>
/// <param name="Name">As it is written; case counts.</param>
/// <param name="Factor">1 for the decimal units.</param>
/// <param name="Power">Power of ten.</param>
/// <param name="Written">False for a unit that is read only.</param>
internal sealed record Unit(string Name, uint Factor, int Power, bool Written = true)
{
    /// <summary>For comparing sizes of units.</summary>
    public double Scale => Factor * Math.Pow(10, Power);
}
