namespace SmtpSim.Scenarios.Tests;

/// <summary>
/// What is said of a bad scenario, word for word and place for place: each case is a scenario beside the text it gives.
/// <c>SMTPSIM_REWRITE=1</c> writes the texts anew.
/// </summary>
public sealed class DiagnosticTests
{
    private const string Folder = "tests/SmtpSim.Scenarios.Tests/Diagnostics/Cases";

    public static TheoryData<string> Cases =>
        [.. Directory.GetFiles(Repository.PathOf(Folder), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Diagnostics_OfABadScenario_NamePlaceAndRemedy(string name)
    {
        var text = File.ReadAllText(Repository.PathOf($"{Folder}/{name}.yaml"));
        var result = ScenarioLoader.Parse(text, $"{name}.yaml", [], file => File.Exists(FileOf(file)) ? File.ReadAllText(FileOf(file)) : null);
        Assert.False(result.Ok);
        Assert.False(result.NotFound);
        Repository.EqualToFile($"{Folder}/{name}.txt", string.Concat(result.Diagnostics.Select(diagnostic => diagnostic + "\n")));
    }

    [Fact]
    public void Diagnostic_WithAndWithoutRemedyOrLine_IsOneLine()
    {
        Assert.Equal("a.yaml:17:5: unknown key 'x'; did you mean 'y'?", new Diagnostic("a.yaml", 17, 5, "unknown key 'x'", "did you mean 'y'?").ToString());
        Assert.Equal("a.yaml:17:5: wrong", new Diagnostic("a.yaml", 17, 5, "wrong").ToString());
        Assert.Equal("--set seed: wrong", new Diagnostic("--set seed", 0, 0, "wrong").ToString());
    }

    private static string FileOf(string name) => Repository.PathOf($"{Folder}/{name}");
}
