using System.Text.Json;

namespace SmtpSim.Kernel.Tests;

public class DistributionJsonTests
{
    public static TheoryData<string> Cases => TheoreticalCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Distribution_ThroughJson_DrawsTheSame(string name)
    {
        var distribution = TheoreticalCase.All[name].Distribution;
        var back = JsonSerializer.Deserialize<Distribution>(JsonSerializer.Serialize(distribution))!;
        Assert.Equal(distribution.GetType(), back.GetType());
        for (ulong bits = 1; bits != 0; bits <<= 1) Assert.Equal(Sampler.Compile(distribution).Sample(bits), Sampler.Compile(back).Sample(bits));
    }
}
