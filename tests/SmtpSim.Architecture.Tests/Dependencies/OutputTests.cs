namespace SmtpSim.Architecture.Tests;

/// <summary>Scenarios are data: nothing that compiles C# comes along with the program.</summary>
public sealed class OutputTests
{
    private static readonly string[] Unwanted = ["Microsoft.CodeAnalysis", "Humanizer", "System.Composition"];

    [Fact]
    public void ProgramOutput_HoldsNoCompiler()
    {
        var output = ProgramOutput();
        Assert.Contains(output.EnumerateFiles(), file => file.Name == "smtpsim.dll");
        Assert.DoesNotContain(
            output.EnumerateFiles("*", SearchOption.AllDirectories),
            file => Unwanted.Any(name => file.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void DependencyFile_NamesNoAssemblyOfACompiler()
    {
        var dependencies = File.ReadAllText(Path.Combine(ProgramOutput().FullName, "smtpsim.deps.json"));
        Assert.Contains("SmtpSim.Grains.dll", dependencies);
        Assert.All(Unwanted, name => Assert.DoesNotMatch($@"{name}[A-Za-z.]*\.dll", dependencies));
    }

    /// <summary>The program's own output folder, of the configuration and framework that these tests were built for.</summary>
    private static DirectoryInfo ProgramOutput()
    {
        var tail = Path.GetRelativePath(Repository.PathOf("tests/SmtpSim.Architecture.Tests/bin"), AppContext.BaseDirectory);
        return new DirectoryInfo(Path.Combine(Repository.PathOf("src/SmtpSim.Cli/bin"), tail));
    }
}
