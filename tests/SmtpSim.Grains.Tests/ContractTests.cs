using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace SmtpSim.Grains.Tests;

public sealed class ContractTests
{
    public static TheoryData<string, Type> Calls
    {
        get
        {
            var calls = new TheoryData<string, Type>();
            foreach (var contract in typeof(ISimulationGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)))
                foreach (var method in contract.GetMethods()) calls.Add(method.Name, contract);
            return calls;
        }
    }

    /// <summary>With Orleans' thirty seconds a run ended as a fault of the program when its machine stood still for so long, or Ctrl-Z had stopped it.</summary>
    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Call_OfARun_MayTakeAnHour(string name, Type contract)
    {
        var timeout = contract.GetMethod(name)!.GetCustomAttribute<ResponseTimeoutAttribute>();
        Assert.True(timeout?.Timeout >= TimeSpan.FromHours(1), $"{contract.Name}.{name} may take {timeout?.Timeout.ToString() ?? "thirty seconds"}");
    }
}
