namespace SmtpSim.Validation.Tests;

/// <summary>Every row of the page is a test.</summary>
public class ClaimTests
{
    public static TheoryData<string, string> Rows =>
        [.. AllExperiments.List.SelectMany(experiment => experiment.Claims.Select(claim => (experiment.Name, claim.Quantity)))];

    [Theory, MemberData(nameof(Rows))]
    public void Claim_OfThePage_Holds(string experiment, string quantity)
    {
        var found = AllExperiments.List.Single(item => item.Name == experiment);
        var row = Laboratory.RowsOf(found)[found.Claims.ToList().FindIndex(claim => claim.Quantity == quantity)];
        Assert.True(row.Verdict is Verdict.Holds or Verdict.Outside, row.ToString());
    }
}
