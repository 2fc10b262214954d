using System.Diagnostics;

namespace SmtpSim.Benchmarks;

/// <summary>The published program as a whole process, its start included: how long it takes and how much memory it peaks at.</summary>
internal static class ProgramTable
{
    private const int Runs = 5;

    public static void Print(string program)
    {
        Console.WriteLine();
        Console.WriteLine("| whole process | seconds, median (range) | peak MiB | at most |");
        Console.WriteLine("|---|---|---|---|");
        var folder = Directory.CreateTempSubdirectory("smtpsim-bench-").FullName;
        Measure(program, ["validate", "scenarios/greylisting.yaml"], "0.5 s");
        Measure(program, ["run", "scenarios/plain-session.yaml", "--quiet", "--out"], "2 s", folder);
        Measure(program, ["run", "scenarios/million-clients.yaml", "--quiet", "--out"], "1 GiB", folder);
        Directory.Delete(folder, recursive: true);
    }

    private static void Measure(string program, string[] arguments, string limit, string? folder = null)
    {
        var seconds = new Ratios();
        var peak = 0L;
        for (var run = 0; run <= Runs; run++)
        {
            var start = new ProcessStartInfo(program, folder is null ? arguments : [.. arguments, Path.Combine(folder, Guid.NewGuid().ToString("N"))])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!process.WaitForExit(10))
                peak = Math.Max(peak, PeakOf(process.Id));
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
            if (run > 0)
                seconds.Add(clock.Elapsed.TotalSeconds);
        }
        Console.WriteLine($"| {string.Join(' ', arguments[..2])} | {seconds} | {peak / 1024:N0} | {limit} |");
    }

    /// <summary>High-water mark of the resident set in KiB, from Linux's process files; 0 elsewhere.</summary>
    public static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..^"kB".Length].Trim());
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
