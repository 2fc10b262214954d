using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SmtpSim.Benchmarks;

/// <summary>
/// The program on loopback against Postfix's own tools, in turn: <c>smtp-source</c> into <c>listen</c> and into <c>smtp-sink</c>;
/// <c>load</c> and <c>smtp-source</c> into <c>smtp-sink</c>; and what many sessions at a time weigh. Whole processes, start included.
/// What one takes of the processor in place of the other tells more than the rate where the other end is what holds both up.
/// </summary>
internal sealed partial class WireTable(string program)
{
    private const int RoundsOfListen = 9;
    private const int RoundsOfLoad = 5;
    private const int Sessions = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("smtpsim-bench-").FullName;

    public static void Print(string program) => new WireTable(program).Print();

    private void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| messages of 1,000 bytes, 20 sessions at a time | smtp-source → smtp-sink, messages/s | measured / it | processor time of smtpsim / of what it stands for |");
        Console.WriteLine("|---|---|---|---|");
        Receive("smtp-source → listen, sessions reused", 60_000, ["-d"]);
        Receive("smtp-source → listen, a session each", 30_000, []);
        Send("load → smtp-sink, sessions reused", 60_000, 1_000_000, ["-d"]);
        Send("load → smtp-sink, a session each", 60_000, 1, []);
        Console.WriteLine();
        Console.WriteLine("| sessions held by listen | peak MiB | at most |");
        Console.WriteLine("|---|---|---|");
        Hold(10_000);
        Directory.Delete(_folder, recursive: true);
    }

    private void Receive(string what, int messages, string[] options)
    {
        using var sink = Sink(out var sinkPort);
        using var listen = Listen(out var listenPort);
        Compare(what, RoundsOfListen, messages, () => sink.CpuOf(() => _ = Source(sinkPort, messages, options)), () => listen.CpuOf(() => _ = Source(listenPort, messages, options)));
    }

    private void Send(string what, int messages, int messagesPerSession, string[] options)
    {
        using var sink = Sink(out var port);
        var scenario = Write("load.yaml", $$"""
            schema: 1
            name: load
            duration: 10m
            servers: { mx: { count: 1 } }
            clients: { mta: { count: 1, concurrency: {{Sessions}}, messages-per-session: {{messagesPerSession}}, retry: none } }
            traffic: [ { from: mta, to: mx, arrivals: { burst: {{messages}} }, size: 1000 B } ]
            """);
        Compare(what, RoundsOfLoad, messages, () => Source(port, messages, options), () =>
            Run(program, ["load", scenario, "--client", "mta", "--target", $"127.0.0.1:{port}", "--quiet", "--out", Path.Combine(_folder, Guid.NewGuid().ToString("N"))]));
    }

    /// <param name="what">A row.</param>
    /// <param name="rounds">Pairs that count.</param>
    /// <param name="messages">Messages of a run.</param>
    /// <param name="reference">Runs, and gives the processor time of what the program stands for.</param>
    /// <param name="measured">Runs, and gives that of the program.</param>
    private static void Compare(string what, int rounds, int messages, Func<TimeSpan> reference, Func<TimeSpan> measured)
    {
        var rate = new Ratios();
        var ratio = new Ratios();
        var cpu = new Ratios();
        for (var round = 0; round <= rounds; round++)
        {
            var (a, referenceCpu) = Seconds(reference);
            var (b, measuredCpu) = Seconds(measured);
            if (round == 0)
                continue;
            rate.Add(messages / a);
            ratio.Add(a / b);
            cpu.Add(measuredCpu / referenceCpu);
        }
        Console.WriteLine($"| {what} | {rate.Median:N0} | {ratio} | {cpu} |");
    }

    private void Hold(int count)
    {
        using var listen = Listen(out var port);
        var sockets = new List<Socket>();
        var buffer = new byte[4096];
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            sockets.Add(socket);
            if (socket.Receive(buffer) == 0)
                throw new InvalidOperationException($"Session {i + 1} was closed.");
            socket.Send("EHLO bench\r\n"u8);
            if (socket.Receive(buffer) < 4 || buffer[0] != '2')
                throw new InvalidOperationException($"Session {i + 1} was refused.");
        }
        Console.WriteLine($"| {count:N0} | {ProgramTable.PeakOf(listen.Id) / 1024:N0} | 1,024 |");
        foreach (var socket in sockets)
            socket.Dispose();
    }

    private static TimeSpan Source(int port, int messages, string[] options) => Run("smtp-source",
        ["-s", Sessions.ToString(CultureInfo.InvariantCulture), "-m", messages.ToString(CultureInfo.InvariantCulture), "-l", "1000", "-f", "a@bench.test", "-t", "m1@mx-1", .. options, $"127.0.0.1:{port}"]);

    private static Server Sink(out int port)
    {
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        var server = new Server("smtp-sink", [.. user, $"127.0.0.1:{port}", "100"]);
        Thread.Sleep(500);
        return server;
    }

    private Server Listen(out int port)
    {
        var scenario = Write("listen.yaml", """
            schema: 1
            name: listen
            duration: 1h
            servers: { mx: { count: 1 } }
            clients: { nobody: { count: 1, retry: none } }
            traffic: [ { from: nobody, to: mx, arrivals: { every: 1h } } ]
            """);
        var server = new Server(program, ["listen", scenario, "--server", "mx", "--port", "0"]);
        port = int.Parse(server.WaitFor(ListensOn()).Groups["port"].Value, CultureInfo.InvariantCulture);
        return server;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (double Elapsed, TimeSpan Cpu) Seconds(Func<TimeSpan> action)
    {
        var clock = Stopwatch.StartNew();
        var cpu = action();
        return (clock.Elapsed.TotalSeconds, cpu);
    }

    /// <returns>Its processor time.</returns>
    private static TimeSpan Run(string program, string[] arguments)
    {
        var before = CpuOfChildren();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return CpuOfChildren() - before;
    }

    /// <summary>Processor time of children that have ended (proc_pid_stat(5), fields 16 and 17, in clock ticks): of an ended process .NET gives none.</summary>
    private static TimeSpan CpuOfChildren()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // from the third on
        return TimeSpan.FromSeconds((long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0);
    }

    [GeneratedRegex(@"listens on 127\.0\.0\.1:(?<port>\d+)", RegexOptions.None, 1000)]
    private static partial Regex ListensOn();

    /// <summary>A server as a process of its own, ended with the measurement.</summary>
    private sealed class Server : IDisposable
    {
        private readonly Process _process;

        public Server(string program, string[] arguments) =>
            _process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;

        public int Id => _process.Id;

        /// <summary>Its processor time for what is done.</summary>
        public TimeSpan CpuOf(Action action)
        {
            _process.Refresh();
            var before = _process.TotalProcessorTime;
            action();
            _process.Refresh();
            return _process.TotalProcessorTime - before;
        }

        public Match WaitFor(Regex pattern)
        {
            while (_process.StandardError.ReadLine() is { } line)
                if (pattern.Match(line) is { Success: true } match)
                {
                    _ = _process.StandardError.ReadToEndAsync(); // its progress, so that it never waits for a reader
                    return match;
                }
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended early.");
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
