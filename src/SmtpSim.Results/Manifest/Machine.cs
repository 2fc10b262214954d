using System.Runtime.InteropServices;

namespace SmtpSim.Results;

/// <summary>The machine of a run.</summary>
/// <param name="Cpu">Model name, where the system tells it.</param>
/// <param name="MemoryBytes">Memory that the process may use.</param>
public sealed record Machine(string Os, string Architecture, string? Cpu, int Cores, long MemoryBytes, string Dotnet)
{
    public static Machine Current() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        CpuName(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.FrameworkDescription);

    private static string? CpuName()
    {
        const string CpuInfo = "/proc/cpuinfo";
        const string Key = "model name";
        try
        {
            return File.Exists(CpuInfo)
                ? File.ReadLines(CpuInfo)
                    .Where(line => line.StartsWith(Key, StringComparison.Ordinal))
                    .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
                    .FirstOrDefault()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
