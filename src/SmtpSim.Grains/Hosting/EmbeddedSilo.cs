using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>An Orleans silo inside this process: what a run needs when nothing is installed. It listens on the loopback address alone.</summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly IHost _host;
    private readonly IGrainFactory _grains;

    private EmbeddedSilo(IHost host)
    {
        _host = host;
        _grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    /// <exception cref="IOException">No port on the loopback address could be had.</exception>
    public static async Task<EmbeddedSilo> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.UseOrleans(silo =>
        {
            var port = FreePort();
            silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0, primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, port));
            silo.Configure<EndpointOptions>(options => options.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port));
            silo.AddSimulation();
        });
        var host = builder.Build();
        await host.StartAsync();
        return new EmbeddedSilo(host);
    }

    /// <summary>Runs a scenario. Cancelled, it stops at the next barrier and returns what it found so far, marked as not complete.</summary>
    public async Task<RunOutcome> RunAsync(Scenario scenario, PartitionChoice partitions, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var grain = _grains.GetGrain<ISimulationGrain>(Guid.NewGuid().ToString("N"));
        var run = grain.Run(new SimulationRequest(scenario, partitions), cancellation);
        while (progress is not null && !run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(ProgressInterval, CancellationToken.None));
            if (!run.IsCompleted && await grain.Progress() is { } now)
                progress.Report(now);
        }
        var report = await run;
        var world = new World(scenario);
        return new RunOutcome(ResultMerger.Merge(world, report.Partitions, report.Complete), report.Partitions.Length);
    }

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _host.StopAsync(hurry.Token);
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <param name="Result">What the run found.</param>
/// <param name="Partitions">How many partitions it had in the end.</param>
public sealed record RunOutcome(RunResult Result, int Partitions);
