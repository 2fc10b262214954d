namespace SmtpSim.Report.Tests;

/// <summary>The data of every chart can be read without seeing it.</summary>
public sealed class ChartTableTests
{
    [Fact]
    public void Of_SeriesWithIntervals_HasAColumnForEachEnd()
    {
        var table = ChartTable.Of(SampleCharts.Intervals());

        Assert.Equal(["retry policy", "published", "simulated", "simulated, lower end", "simulated, upper end"], table.Columns);
        Assert.Equal(["exponential", "30m", "29m 10s", "26m 40s", "31m 40s"], table.Rows[1]);
    }

    [Fact]
    public void Of_SeriesWithDifferentPlaces_LeavesOutWhatIsNotThere()
    {
        var table = ChartTable.Of(SampleCharts.Curve());

        Assert.Equal(["5m", "10.0 %", "–"], table.Rows.Single(row => row[0] == "5m"));
        Assert.Equal(table.Rows.Count, SampleCharts.Curve().Series.SelectMany(series => series.Points).Select(point => point.X).Distinct().Count());
    }

    [Fact]
    public void Of_Lanes_TellsWhatHappenedInEachInOrder()
    {
        var table = ChartTable.Of(SampleCharts.Lanes());

        Assert.Equal(["message", "virtual time", "what"], table.Columns);
        Assert.Equal([["postfix-1/1", "10s", "deferred"], ["postfix-1/1", "6m 40s", "deferred"], ["postfix-1/1", "20m", "delivered"]], table.Rows.Take(3));
    }

    [Fact]
    public void Of_HeatMap_IsTheGrid()
    {
        var table = ChartTable.Of(SampleCharts.Grid());

        Assert.Equal(["policy", "0.5", "0.7", "0.9"], table.Columns);
        Assert.Equal([["fixed", "100 %", "95.0 %", "20.0 %"], ["exponential", "100 %", "99.0 %", "–"]], table.Rows);
    }

    [Fact]
    public void ToCsv_AnyChart_HasNumbersInBaseUnitsAndQuotesWhereNeeded()
    {
        var csv = ChartTable.Of(SampleCharts.Intervals() with { Y = new Axis("time, in all", Measure: Measure.Seconds) }).ToCsv();
        Assert.Equal("retry policy,published,simulated,\"simulated, lower end\",\"simulated, upper end\"\nfixed,4000,4100,3900,4300\nexponential,1800,1750,1600,1900\nfull jitter,900,880,800,960\n", csv);
    }
}
