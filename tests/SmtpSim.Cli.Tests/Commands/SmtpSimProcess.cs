using System.Diagnostics;
using System.Text;
using SmtpSim.Results.Tests;

namespace SmtpSim.Cli.Tests;

/// <summary>The built program as a process of its own, as a script would start it.</summary>
internal sealed record SmtpSimProcess(int ExitCode, string Output, string Error)
{
    public static string Root => Golden.Root;

    /// <summary>The program in its own output folder, of the configuration these tests were built for.</summary>
    public static string Program { get; } = Path.Combine(
        Root, "src", "SmtpSim.Cli", "bin",
        Path.GetRelativePath(Path.Combine(Root, "tests", "SmtpSim.Cli.Tests", "bin"), AppContext.BaseDirectory),
        "smtpsim.dll");

    public static SmtpSimProcess Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, "dotnet", [Program, .. arguments]);
        return Finish(process);
    }

    public static Process Start(string folder, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment.Remove("SMTPSIM_DEBUG");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end and takes what was written from now on.</summary>
    public static SmtpSimProcess Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new SmtpSimProcess(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static string Scenario(string name) => Path.Combine(Root, "scenarios", name + ".yaml");
}
