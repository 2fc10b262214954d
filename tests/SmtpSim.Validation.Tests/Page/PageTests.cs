namespace SmtpSim.Validation.Tests;

public class PageTests
{
    /// <summary>The same seeds give the same figures, so the page in the repository is the one that the program makes, to the letter.</summary>
    [Fact]
    public void Page_InTheRepository_IsWhatTheProgramMakes()
        => Assert.Equal(File.ReadAllText(Repository.PathOf("docs/validation.md")), ValidationPage.Text());

    [Fact]
    public void Rows_OutsideTheirIntervals_AreNoMoreThanChancePutsThere()
        => Assert.InRange(AllExperiments.List.SelectMany(Laboratory.RowsOf).Count(row => row.Verdict == Verdict.Outside), 0, Family.MostOutside);

    [Fact]
    public void Experiments_OfThePage_HaveDifferentNames()
        => Assert.Distinct(AllExperiments.List.Select(experiment => experiment.Name));
}
