using System.Runtime.CompilerServices;

namespace SmtpSim.Cli.Tests;

/// <summary>Files that a test compares with, under Golden/; <c>SMTPSIM_REWRITE=1</c> writes them anew.</summary>
internal static class Golden
{
    public static void Equal(string name, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", name);
        if (Environment.GetEnvironmentVariable("SMTPSIM_REWRITE") is "1")
        {
            path = Path.Combine(SourceFolder(), "Golden", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
