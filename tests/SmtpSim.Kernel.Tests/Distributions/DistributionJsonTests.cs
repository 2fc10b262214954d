using System.Text.Json;

namespace SmtpSim.Kernel.Tests;

public class DistributionJsonTests
{
    [Fact]
    public void Uniform_ThroughJson_ComesBackEqual()
    {
        Distribution distribution = new Distribution.Uniform(1, 2);
        var json = JsonSerializer.Serialize(distribution);
        Assert.Contains("\"kind\":\"uniform\"", json, StringComparison.Ordinal);
        Assert.Equal(distribution, JsonSerializer.Deserialize<Distribution>(json));
    }
}
