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
    private readonly IHost _host;

    private EmbeddedSilo(IHost host)
    {
        _host = host;
        Grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    /// <summary>The grains of this silo.</summary>
    public IGrainFactory Grains { get; }

    /// <exception cref="IOException">No port on the loopback address could be had.</exception>
    public static async Task<EmbeddedSilo> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
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

    /// <inheritdoc cref="SimulationRuns.RunSimulationAsync"/>
    public Task<RunOutcome> RunAsync(
        Scenario scenario,
        PartitionChoice partitions,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation,
        RecordTap? records = null)
        => Grains.RunSimulationAsync(scenario, partitions, progress, cancellation, records);

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _host.StopAsync(hurry.Token);
        _host.Dispose();
    }

    /// <summary>Signals belong to the program around the silo: the host's own lifetime would stop the silo at Ctrl-C, under the run that has partial results to hand over.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
