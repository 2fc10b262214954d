using System.Diagnostics;

namespace SmtpSim.Architecture.Tests;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is kept or could be: tracked and new ones, without what .gitignore names.</summary>
    public static IReadOnlyList<string> Files { get; } = FindFiles();

    public static IEnumerable<string> Sources => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Runs a program in the checkout.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{output}");
        return output;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmtpSim.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("SmtpSim.sln is not above " + AppContext.BaseDirectory);
        return folder.FullName;
    }

    /// <summary>Without git, since the sources may come as an archive.</summary>
    private static List<string> FindFiles()
    {
        string[] generated = ["bin", "obj", ".git", "results", "TestResults", "BenchmarkDotNet.Artifacts", ".vs"];
        var files = new List<string>();
        Visit(new DirectoryInfo(Root));
        return [.. files.Order(StringComparer.Ordinal)];

        void Visit(DirectoryInfo folder)
        {
            files.AddRange(folder.EnumerateFiles().Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')));
            foreach (var child in folder.EnumerateDirectories().Where(child => !generated.Contains(child.Name)))
                Visit(child);
        }
    }
}
