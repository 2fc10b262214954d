using System.Text;

namespace SmtpSim.Results.Tests;

public sealed class MetricsCsvTests
{
    private static readonly string[] Lines = Write().TrimEnd('\n').Split('\n');

    [Fact]
    public void Rows_ReachFromTheFirstBinToThatOfTheLastEvent()
    {
        Assert.Equal("time_s,role,group,metric,value", Lines[0]);
        Assert.Equal(["0", "10", "20"], Lines.Skip(1).Select(line => line.Split(',')[0]).Distinct());
        Assert.All(Lines.Skip(1).Where(line => !line.Contains('"')), line => Assert.Equal(5, line.Split(',').Length));
    }

    [Theory]
    [InlineData("0,client,patient,submitted,4")]
    [InlineData("20,client,patient,delivered,3")]
    [InlineData("0,client,patient,sessions_mean,1")]
    [InlineData("10,client,patient,sessions_mean,2")]
    [InlineData("10,client,patient,queue_mean,0")]
    [InlineData("0,server,mx,busy_mean,1")]
    [InlineData("0,client,\"one, shot\",sessions_opened,0")]
    public void Row_CountsAndTimeAverages_AreOfItsBin(string row) => Assert.Contains(row, Lines);

    [Fact]
    public void Text_HasLineFeedsAlone() => Assert.DoesNotContain('\r', Write());

    private static string Write()
    {
        using var stream = new MemoryStream();
        MetricsCsv.Write(stream, SampleRun.Result());
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
