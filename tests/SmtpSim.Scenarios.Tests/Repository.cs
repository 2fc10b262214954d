using System.Runtime.CompilerServices;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Files of the checkout the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Whether files that tests compare with are to be written anew.</summary>
    public static bool Rewrites => Environment.GetEnvironmentVariable("SMTPSIM_REWRITE") is "1";

    /// <summary>Compares with a file of the repository, or writes it anew.</summary>
    public static void EqualToFile(string relative, string actual)
    {
        if (Rewrites) File.WriteAllText(PathOf(relative), actual);
        Assert.True(File.Exists(PathOf(relative)), $"{relative} is missing; SMTPSIM_REWRITE=1 writes it");
        Assert.Equal(File.ReadAllText(PathOf(relative)), actual);
    }

    private static string FindRoot([CallerFilePath] string source = "")
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SmtpSim.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"SmtpSim.sln is not above {source}.");
    }
}
