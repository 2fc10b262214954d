namespace SmtpSim.Protocol.Tests;

/// <summary>
/// Files that a test compares with what the program gives. With SMTPSIM_REWRITE=1 in the environment they are written anew instead.
/// </summary>
internal static class GoldenFile
{
    public static bool Rewrites => string.Equals(Environment.GetEnvironmentVariable("SMTPSIM_REWRITE"), "1", StringComparison.Ordinal);

    /// <summary>The repository's root: compiled-in source paths would not hold in deterministic builds.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static void AssertSame(string path, string actual)
    {
        if (Rewrites)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; SMTPSIM_REWRITE=1 writes it");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SmtpSim.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("the tests run outside the repository");
    }
}
