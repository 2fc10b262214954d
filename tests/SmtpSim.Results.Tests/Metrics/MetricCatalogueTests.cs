namespace SmtpSim.Results.Tests;

public sealed class MetricCatalogueTests
{
    private static readonly RunMetrics Sample = new(SampleRun.Result());

    [Fact]
    public void Page_OfTheDocumentation_IsMadeFromTheCatalogue() => Golden.Equal("docs/metrics.md", MetricPage.Markdown());

    [Fact]
    public void Names_AreWrittenAlike()
    {
        Assert.All(MetricCatalogue.All, metric => Assert.Matches("^[a-z]+(-[a-z]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*$", metric.Name));
        Assert.All(MetricCatalogue.All, metric => Assert.False(metric.Description.EndsWith('.'), metric.Name));
        Assert.All(MetricCatalogue.All, metric => Assert.All(metric.Labels, label => Assert.NotNull(MetricLabel.Of(label))));
    }

    [Theory]
    [InlineData("submitted", null, 4)]
    [InlineData("submitted", "client=one, shot", 0)]
    [InlineData("delivered.ratio", null, 0.75)]
    [InlineData("lost", null, 1)]
    [InlineData("loss.ratio", "client=patient", 0.25)]
    [InlineData("delay.mean", null, 3)]
    [InlineData("delay.max", "client=patient", 6)]
    [InlineData("amplification", null, 1.5)]
    [InlineData("replies", null, 9)]
    [InlineData("replies", "code=451", 2)]
    [InlineData("replies", "code=4yz", 2)]
    [InlineData("replies", "code=2yz", 7)]
    [InlineData("replies", "server=mx", 0)]
    [InlineData("replies", "code=250|phase=connection-establishment", 3)]
    [InlineData("replies", "phase=mail-transfer", 6)]
    [InlineData("replies", "phase=connection-termination|client=patient", 0)]
    [InlineData("sessions.ended", "end=refused", 1)]
    [InlineData("sessions.ended", "phase=connection-termination", 5)]
    [InlineData("sessions.ended", "end=refused|phase=mail-transfer", 0)]
    [InlineData("goodput", null, 3 / 40.0)]
    [InlineData("goodput.bytes", null, 12_000 / 40.0)]
    [InlineData("concurrency.mean", null, 0.75)]
    [InlineData("concurrency.peak", null, 2)]
    [InlineData("accepted", null, 3)]
    [InlineData("utilisation", null, 20 / 160.0)]
    [InlineData("utilisation.peak", "server=mx", 0.25)]
    [InlineData("connections.peak", null, 5)]
    public void Value_OfTheSampleRun_IsAsReckonedByHand(string name, string? labels, double expected) =>
        Assert.Equal(expected, Sample.Of(Select(name, labels))!.Value, 0.02 * expected);

    [Theory]
    [InlineData("delay.p95", "client=one, shot")]
    [InlineData("delivered.ratio", "client=one, shot")]
    [InlineData("utilisation", "server=free")]
    [InlineData("duplicates.ratio", "server=free")]
    [InlineData("recovery.time", null)]
    [InlineData("metastable.ratio", null)]
    public void Value_OfNothing_IsNone(string name, string? labels) => Assert.Null(Sample.Of(Select(name, labels)));

    [Fact]
    public void Selector_WithLabels_ReadsInTheOrderOfTheirNames() =>
        Assert.Equal("replies{client=a, code=451}", new MetricSelector(MetricCatalogue.Find("replies")!, [new("code", "451"), new("client", "a")]).ToString());

    [Theory]
    [InlineData("451", 451, 451)]
    [InlineData("5yz", 500, 599)]
    [InlineData("2YZ", 200, 299)]
    public void Codes_OfACodeOrClass_AreItsNumbers(string text, int first, int last) => Assert.Equal((first, last), MetricLabel.Codes(text));

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("650")]
    [InlineData("4xx")]
    [InlineData("45")]
    [InlineData("4a1")]
    public void Codes_OfAnythingElse_AreNone(string text) => Assert.Null(MetricLabel.Codes(text));

    private static MetricSelector Select(string name, string? labels) => new(
        MetricCatalogue.Find(name)!, (labels ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
}
