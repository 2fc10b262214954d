using System.Text;
using System.Text.Json;

namespace SmtpSim.Results.Tests;

public sealed class ResultsJsonTests
{
    [Fact]
    public void Summary_OfTheSampleRun_IsTheGoldenFile()
    {
        var json = Write(RunSummary.Of(SampleRun.Result()));
        Golden.Equal("tests/SmtpSim.Results.Tests/Golden/summary.json", json);
    }

    [Fact]
    public void Summary_ReadBack_IsWrittenTheSame()
    {
        var json = Write(RunSummary.Of(SampleRun.Result()));
        var read = JsonSerializer.Deserialize(json, ResultsJson.Default.RunSummary)!;
        Assert.Equal(json, Write(read));
    }

    /// <summary>The published schema is that of the records; <c>SMTPSIM_REWRITE=1</c> writes it anew.</summary>
    [Fact]
    public void SummarySchema_IsThePublishedFile() => Golden.Equal("schema/summary-v1.schema.json", ResultsJson.SummarySchema);

    [Fact]
    public async Task Summary_OfTheSampleRun_IsValidUnderTheSchema()
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(ResultsJson.SummarySchema);
        Assert.Empty(schema.Validate(Write(RunSummary.Of(SampleRun.Result()))));
        Assert.NotEmpty(schema.Validate("{}"));
    }

    [Theory]
    [InlineData("0.1.0+0123abc", "0.1.0", "0123abc")]
    [InlineData("0.1.0", "0.1.0", null)]
    public void ManifestProgram_InformationalVersion_IsSplitAtThePlus(string text, string version, string? commit) =>
        Assert.Equal(new ManifestProgram("smtpsim", version, commit), ManifestProgram.Parse("smtpsim", text));

    private static string Write(RunSummary summary)
    {
        using var stream = new MemoryStream();
        ResultsJson.Write(stream, summary);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
