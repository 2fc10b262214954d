using Microsoft.Extensions.DependencyInjection;

namespace SmtpSim.Grains;

/// <summary>What every silo that hosts simulations needs.</summary>
public static class SiloExtensions
{
    public static ISiloBuilder AddSimulation(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<WorldCache>();
        return silo;
    }
}
