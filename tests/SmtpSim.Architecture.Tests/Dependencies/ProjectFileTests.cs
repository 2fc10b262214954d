using System.Xml.Linq;

namespace SmtpSim.Architecture.Tests;

/// <summary>The project files refer to what the layers allow, and to nothing else.</summary>
public sealed class ProjectFileTests
{
    [Fact]
    public void Layers_EveryProjectUnderSrc_IsNamed() =>
        Assert.Equal(
            Layers.All.Select(layer => layer.Name).Order(StringComparer.Ordinal),
            Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))
                .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Layers.Names), MemberType = typeof(Layers))]
    public void ProjectReferences_AreThoseOfTheLayer(string name) =>
        Assert.All(Items(name, "ProjectReference").Select(Path.GetFileNameWithoutExtension), used => Assert.Contains(used, Layers.Reachable(name)));

    [Theory]
    [MemberData(nameof(Layers.Names), MemberType = typeof(Layers))]
    public void PackageReferences_AreThoseOfTheLayer(string name) =>
        Assert.All(Items(name, "PackageReference", atRunTime: true), used => Assert.True(IsAllowed(name, used), $"{name} may not use {used}"));

    [Theory]
    [MemberData(nameof(Layers.PureNames), MemberType = typeof(Layers))]
    public void PureProject_HasTheBannedSymbolsInForce(string name)
    {
        var evaluated = Repository.Run(
            "dotnet", "msbuild", ProjectFile(name), "-getItem:AdditionalFiles", "-getItem:PackageReference", "-getProperty:TreatWarningsAsErrors");

        Assert.Contains("BannedSymbols.txt", evaluated);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", evaluated);
        Assert.Contains("\"TreatWarningsAsErrors\": \"true\"", evaluated);
    }

    private static bool IsAllowed(string name, string package) => Layers.Of(name).Packages.Any(allowed =>
        allowed.EndsWith('.') ? package.StartsWith(allowed, StringComparison.Ordinal) : package == allowed);

    private static string ProjectFile(string name) => $"src/{name}/{name}.csproj";

    /// <param name="atRunTime">Without packages that are there to keep something out of the output, or to analyse the sources.</param>
    private static IEnumerable<string> Items(string name, string item, bool atRunTime = false) =>
        XDocument.Load(Repository.PathOf(ProjectFile(name))).Descendants(item)
            .Where(element => !atRunTime || (string?)element.Attribute("ExcludeAssets") is not ("runtime" or "all"))
            .Select(element => ((string?)element.Attribute("Include"))?.Replace('\\', '/'))
            .OfType<string>();
}
