namespace SmtpSim.Architecture.Tests;

/// <summary>Style that matters is itself a test.</summary>
public sealed class SourceStyleTests
{
    private const int LongestFile = 400;

    [Fact]
    public void Sources_AreFound() => Assert.True(Repository.Sources.Count() > 50);

    [Fact]
    public void Source_LongerThanAReaderHolds_IsRefused() =>
        Assert.Empty(Repository.Sources.Where(file => File.ReadLines(Repository.PathOf(file)).Count() > LongestFile));

    [Fact]
    public void Source_Namespace_IsThatOfItsProject() =>
        Assert.Empty(Repository.Sources.Where(file =>
        {
            var declared = File.ReadLines(Repository.PathOf(file)).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            return declared is not null && declared != $"namespace {file.Split('/')[1]};";
        }));

    /// <summary>Paths of the machine that someone happened to work on help nobody else. Folders that every such system has, as /proc, are no such paths.</summary>
    [Fact]
    public void File_AbsolutePathOfAMachine_IsRefused()
    {
        string[] foreign = [.. new[] { "home", "root", "Users", "work", "tmp" }.Select(folder => $"/{folder}/"), "C" + @":\"];
        Assert.Empty(Repository.Files
            .Where(file => !file.EndsWith(".lock.json", StringComparison.Ordinal) && !IsBinary(file))
            .SelectMany(file => File.ReadLines(Repository.PathOf(file)).Select((line, i) => $"{file}:{i + 1}: {line}"))
            .Where(line => foreign.Any(path => line.Contains(" " + path, StringComparison.Ordinal) || line.Contains('"' + path, StringComparison.Ordinal)
                || line.Contains('`' + path, StringComparison.Ordinal) || line.Contains('=' + path, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("Manager")]
    [InlineData("Helper")]
    [InlineData("Util")]
    [InlineData("Service")]
    public void FileName_WordThatSaysNothing_IsRefused(string word) =>
        Assert.DoesNotContain(Repository.Sources, file =>
            Path.GetFileNameWithoutExtension(file) is var name && (name.EndsWith(word, StringComparison.Ordinal) || name.EndsWith(word + "s", StringComparison.Ordinal)));

    private static bool IsBinary(string file) => Path.GetExtension(file) is ".png" or ".gif" or ".ico" or ".gz" or ".zip";
}
