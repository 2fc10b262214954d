namespace SmtpSim.Results.Tests;

/// <summary>Files of the checkout that a test compares with what the program gives; <c>SMTPSIM_REWRITE=1</c> writes them anew.</summary>
internal static class Golden
{
    public static string Root { get; } = FindRoot();

    /// <param name="file">Path from the root of the checkout.</param>
    /// <param name="actual">What it must hold.</param>
    public static void Equal(string file, string actual)
    {
        var path = Path.Combine(Root, file);
        if (Environment.GetEnvironmentVariable("SMTPSIM_REWRITE") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{file} is missing; SMTPSIM_REWRITE=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmtpSim.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("SmtpSim.sln is not above " + AppContext.BaseDirectory);
        return folder.FullName;
    }
}
