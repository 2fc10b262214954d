using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSim.Peers.Tests;

/// <summary>A program that runs beside the test; it is ended, by its own id, with the test.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    private PeerProcess(string program, IEnumerable<string> arguments, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["NO_COLOR"] = "1";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that was printed so far, on either stream.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    public static PeerProcess Start(string program, params string[] arguments) => new(program, arguments, folder: null);

    /// <summary>Runs a program to its end, with <paramref name="input"/> as its standard input.</summary>
    public static (int Code, string Text) Run(string program, string[] arguments, string input = "")
    {
        using var process = new PeerProcess(program, arguments, folder: null);
        process._process.StandardInput.Write(input);
        process._process.StandardInput.Close();
        return (process.WaitForExit(), process.Text);
    }

    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(Patience), $"{_process.StartInfo.FileName} did not end. It printed:\n{Text}");
        _process.WaitForExit(); // for the rest of what it printed
        return _process.ExitCode;
    }

    /// <summary>Waits until something is printed that matches.</summary>
    public Match WaitFor([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            if (Regex.Match(Text, pattern, RegexOptions.Multiline, Patience) is { Success: true } match)
                return match;
            if (_process.HasExited)
                break;
            _process.WaitForExit(20);
        }
        Assert.Fail($"{_process.StartInfo.FileName} never printed {pattern}, but:\n{Text}");
        return Match.Empty;
    }

    /// <summary>Asks the program to end (SIGTERM) and waits for it.</summary>
    public int Terminate()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        return WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(5_000);
        _process.Dispose();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_gate)
            _text.Append(line.Data).Append('\n');
    }
}
