using System.Diagnostics;
using System.Globalization;
using SmtpSim.Fuzzing;
using SmtpSim.Protocol.Tests;

// dotnet run -c Release --project tests/SmtpSim.Fuzzing [-- EXECUTIONS [TARGET]]
// Runs every target on mutants of its corpus. What breaks a promise is written to a file and ends the run with exit code 1: it belongs
// into the corpus (tests/SmtpSim.Protocol.Tests/Fuzz/Corpus), where the suite then runs it for ever.
var executions = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var targets = FuzzTargets.All.Where(target => args.Length < 2 || target.Key == args[1]).ToList();
var seed = (ulong)Stopwatch.GetTimestamp();
Console.WriteLine($"seed {seed}");
var total = 0L;
for (var i = 0; i < targets.Count; i++)
{
    var (name, run) = targets[i];
    var share = executions / targets.Count;
    var mutator = new Mutator(FuzzCorpus.Of(name), seed + (ulong)i);
    var clock = Stopwatch.StartNew();
    for (var n = 0L; n < share; n++)
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
    total += share;
    Console.WriteLine($"{name,-16} {share,12:N0} executions, {share / clock.Elapsed.TotalSeconds,10:N0}/s");
}
Console.WriteLine($"{total:N0} executions, no promise broken");
return 0;
