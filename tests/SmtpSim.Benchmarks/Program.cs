using SmtpSim.Benchmarks;
using SmtpSim.Grains;

// dotnet run -c Release --project tests/SmtpSim.Benchmarks [-- engine|partitions|records|records-memory|memory|program PATH|sweep PATH [DURATION]|wire PATH|wire-million PATH [MESSAGES]]
// Every speed is a ratio to a reference in the same run. Exit code 1: something allocated or weighed more than it may, or a message was lost or doubled.
var section = args.FirstOrDefault();
if (args is ["records-memory", var millions])
{
    await using var one = await EmbeddedSilo.StartAsync();
    await RecordCost.PrintMemoryAsync(one, int.Parse(millions, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
var holds = true;
if (section is null or "engine" or "partitions" or "records")
{
    await using var silo = await EmbeddedSilo.StartAsync();
    if (section is null or "engine")
        holds &= await EngineTable.PrintAsync(silo, args.Length > 1 ? args[1] : null);
    if (section is null or "partitions")
        await PartitionTable.PrintAsync(silo, args.Length > 1 ? args[1] : null);
    if (section is null or "records")
        await RecordCost.PrintAsync(silo, args.Length > 1 ? args[1] : null);
}
if (section is "records-memory")
    RecordCost.PrintMemory();
if (section is null or "memory")
    holds &= MemoryTable.Print();
if (section is "program" && args.Length > 1)
    ProgramTable.Print(args[1]);
if (section is "sweep" && args.Length > 1)
    holds &= SweepCost.Print(args[1], args.Length > 2 ? args[2] : null);
if (section is "wire" && args.Length > 1)
    WireTable.Print(args[1]);
if (section is "wire-million" && args.Length > 1)
    holds &= MillionTable.Print(args[1], args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
return holds ? 0 : 1;
