namespace SmtpSim.Validation.Tests;

public class QueueingTableTests
{
    /// <summary>Rows that no run can show: what the distribution was made from, the error of the numeric solution, and a quantile that stands on the page as a share.</summary>
    private static readonly string[] NotClaimed = ["cv2", "trunc_mass", "M/M/c Wq_p50"];

    [Fact]
    public void Table_EveryRow_IsARowOfThePage()
    {
        var claimed = AllExperiments.List.SelectMany(experiment => experiment.Claims).OfType<MeanClaim>().Select(claim => (claim.TableModel, claim.TableParameters, claim.Quantity)).ToHashSet();
        var missing = QueueingTable.Rows.Where(row => !claimed.Contains((row.Model, row.Parameters, row.Metric))
            && !NotClaimed.Contains(row.Metric) && !NotClaimed.Contains($"{row.Model} {row.Metric}"));
        Assert.Empty(missing);
    }
}
