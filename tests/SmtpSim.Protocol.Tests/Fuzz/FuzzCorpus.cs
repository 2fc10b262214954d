namespace SmtpSim.Protocol.Tests;

/// <summary>Octets that a target was shown once and must stand for ever: what peers send, what attackers send, what broke something.</summary>
public static class FuzzCorpus
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Fuzz", "Corpus");

    /// <summary>The target's folder, file by file.</summary>
    public static IReadOnlyList<byte[]> Of(string target) => [.. FilesOf(target).Select(File.ReadAllBytes)];

    public static IEnumerable<string> FilesOf(string target) => Directory.EnumerateFiles(Path.Combine(Root, target)).Order(StringComparer.Ordinal);
}
