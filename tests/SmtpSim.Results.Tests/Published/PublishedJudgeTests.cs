namespace SmtpSim.Results.Tests;

public sealed class PublishedJudgeTests
{
    [Theory]
    [InlineData(10, 0, PublishedVerdict.Holds)]
    [InlineData(10.05, 0, PublishedVerdict.Holds)]
    [InlineData(10.5, 0, PublishedVerdict.Differs)]
    [InlineData(10.5, 0.5, PublishedVerdict.Holds)]
    [InlineData(9.5, 0.1, PublishedVerdict.Differs)]
    public void Figure_AgainstAnIntervalAroundTen_HoldsInsideOfItAndOfItsOwnUncertainty(double published, double within, PublishedVerdict verdict)
    {
        var one = Judge(published, within, isChance: true, 9.9, 10.1, 10, 9.95, 10.05);
        Assert.Equal((verdict, 10.0), (one.Verdict, Math.Round(one.Simulated!.Value, 9)));
        Assert.True(one.Interval!.Value.Contains(10));
    }

    [Fact]
    public void Figure_OfRunsThatDifferByMuch_IsNotDecided() => Assert.Equal(PublishedVerdict.TooWide, Judge(10, 0, isChance: true, 5, 15, 10).Verdict);

    /// <summary>One run says nothing where chance has a part, and all where it has none.</summary>
    [Fact]
    public void Figure_OfOneRun_CountsWhereChanceHasNoPart()
    {
        Assert.Equal(PublishedVerdict.TooWide, Judge(10, 0, isChance: true, 10).Verdict);
        Assert.Equal(PublishedVerdict.Holds, Judge(10, 0, isChance: false, 10).Verdict);
        Assert.Equal(PublishedVerdict.Differs, Judge(10, 0.5, isChance: false, 10.6).Verdict);
    }

    [Fact]
    public void Figure_WithoutAValueInARun_Differs()
    {
        var one = Judge(10, 1, isChance: true, 10, null, 10);
        Assert.Equal((PublishedVerdict.Differs, null), (one.Verdict, one.Simulated));
    }

    [Fact]
    public void Sentence_SaysWhatHoldsAndWhatDoesNot()
    {
        var (holds, differs, wide) = (Judge(10, 1, false, 10), Judge(10, 1, false, 12), Judge(10, 1, true, 10));
        Assert.Equal("Both published figures hold.", PublishedJudge.Sentence([holds, holds]));
        Assert.Equal("1 of 3 published figures hold, 1 differs, of 1 the intervals are too wide to say: more replications would tell.", PublishedJudge.Sentence([holds, differs, wide]));
    }

    [Theory]
    [InlineData("cell;quantity\n")]
    [InlineData("cell,quantity,metric,published,within\na=1,calls,attempts,1\n")]
    [InlineData("cell,quantity,metric,published,within\na=1,calls,attempts,one,0\n")]
    public void Table_OfAnotherForm_IsRefused(string text) => Assert.Throws<FormatException>(() => PublishedTable.Read(new StringReader(text)));

    private static PublishedComparison Judge(double published, double within, bool isChance, params double?[] values)
    {
        var metric = new MetricSelector(MetricCatalogue.Find("attempts.mean")!);
        var cell = new SweepCellRuns(0, [KeyValuePair.Create("a", "1")], [.. values.Select((value, i) => new SweepRecord(0, i, "", 0, [value]))]);
        var figure = new PublishedFigure("a=1", "attempts", "attempts.mean", published, within);
        return new PublishedJudge(new SweepTable(["a"], [metric], [cell]), isChance).Judge([figure]).Single();
    }
}
