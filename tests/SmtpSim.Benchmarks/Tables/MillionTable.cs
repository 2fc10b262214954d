using System.Diagnostics;

namespace SmtpSim.Benchmarks;

/// <summary>Whether the published program's <c>load</c> loses or doubles a message in a million.</summary>
internal static class MillionTable
{
    private const int Sessions = 20;

    /// <returns>Whether each message arrived, and once.</returns>
    public static bool Print(string program, int messages)
    {
        var folder = Directory.CreateTempSubdirectory("smtpsim-bench-").FullName;
        var scenario = Path.Combine(folder, "million.yaml");
        File.WriteAllText(scenario, $$"""
            schema: 1
            name: million
            duration: 1h
            servers: { mx: { count: 1 } }
            clients: { mta: { count: 1, concurrency: {{Sessions}}, messages-per-session: 1000, retry: none } }
            traffic: [ { from: mta, to: mx, arrivals: { burst: {{messages}} }, size: 1000 B } ]
            """);
        using var sink = new MarkingSink(messages + 1); // whether they are counted from 0 or from 1
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program,
            ["load", scenario, "--client", "mta", "--target", $"127.0.0.1:{sink.Port}", "--quiet", "--out", Path.Combine(folder, "out")])
        { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = clock.Elapsed.TotalSeconds;
        Directory.Delete(folder, recursive: true);
        Console.WriteLine();
        Console.WriteLine("| messages by load | seconds | arrived | lost | doubled | not told apart |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine($"| {messages:N0} | {seconds:N1} | {sink.Taken:N0} | {messages - sink.Distinct:N0} | {sink.Doubled:N0} | {sink.Strange:N0} |");
        return process.ExitCode == 0 && sink.Taken == messages && sink.Distinct == messages && sink.Strange == 0;
    }
}
