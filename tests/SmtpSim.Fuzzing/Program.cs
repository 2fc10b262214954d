using System.Diagnostics;
using System.Globalization;
using SmtpSim.Fuzzing;

// dotnet run -c Release --project tests/SmtpSim.Fuzzing [-- EXECUTIONS [TARGET [SECONDS]]]
// Runs every target on mutants of its corpus, each for its share of the executions or of the time, whichever is over first. What breaks a
// promise is written to a file and ends the run with exit code 1: it belongs into the corpus (tests/SmtpSim.Protocol.Tests/Fuzz/Corpus for
// what peers say, tests/SmtpSim.Cli.Tests/Fuzz/Corpus for what users and their files say), where the suite then runs it for ever.
var executions = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
List<(string Name, IReadOnlyList<byte[]> Corpus, Action<byte[]> Run)> targets =
[
    .. SmtpSim.Protocol.Tests.FuzzTargets.All.Select(target => (target.Key, SmtpSim.Protocol.Tests.FuzzCorpus.Of(target.Key), new Action<byte[]>(octets => target.Value(octets)))),
    .. SmtpSim.Cli.Tests.FuzzTargets.All.Select(target => (target.Key, SmtpSim.Cli.Tests.FuzzTargets.CorpusOf(target.Key), target.Value)),
];
if (args.Length > 1 && args[1] is not "all")
    targets.RemoveAll(target => target.Name != args[1]);
var most = args.Length > 2 ? TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture) / targets.Count) : TimeSpan.MaxValue;
var seed = (ulong)Stopwatch.GetTimestamp();
Console.WriteLine($"seed {seed}");
var total = 0L;
for (var i = 0; i < targets.Count; i++)
{
    var (name, corpus, run) = targets[i];
    var share = executions / targets.Count;
    var mutator = new Mutator(corpus, seed + (ulong)i);
    var clock = Stopwatch.StartNew();
    var n = 0L;
    for (; n < share && clock.Elapsed < most; n++)
    {
        var octets = mutator.Next();
        try
        {
            run(octets);
        }
        catch (Exception e)
        {
            var file = $"fuzz-{name}-{n}";
            File.WriteAllBytes(file, octets);
            Console.WriteLine($"{name}: broken by {file}, {octets.Length} octets\n{e}");
            return 1;
        }
    }
    total += n;
    Console.WriteLine($"{name,-16} {n,12:N0} executions, {n / clock.Elapsed.TotalSeconds,10:N0}/s");
}
Console.WriteLine($"{total:N0} executions, no promise broken");
return 0;
