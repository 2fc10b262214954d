namespace SmtpSim.Results.Tests;

public sealed class RecordPageTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    [Fact]
    public void Page_InTheCheckout_IsThatOfTheTables() => Golden.Equal("docs/records.md", RecordPage.Markdown());

    [Fact]
    public void Query_OfThePage_CountsTheAttemptsOfExpiredMessages()
    {
        var summary = RunSummary.Of(RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(), _root["out"]));
        var rows = Duck.Query(RecordPage.DuckDbQuery.Replace("results/latest", _root["out"], StringComparison.Ordinal));
        // One-shot clients alone give up in two hours, each after its only attempt.
        var expired = summary.Clients.Sum(client => client.Messages.Expired);
        Assert.NotEqual(0, expired);
        Assert.All(rows, row => Assert.Equal("one-shot", row[0]));
        Assert.Equal(expired, rows.Sum(row => (long)row[3]));
    }

    public void Dispose() => _root.Dispose();
}
