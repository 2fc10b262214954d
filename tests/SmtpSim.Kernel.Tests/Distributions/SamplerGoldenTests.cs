namespace SmtpSim.Kernel.Tests;

/// <summary>Samples that must never change: scenarios and seeds published with results depend on them.</summary>
public class SamplerGoldenTests
{
    private static readonly Dictionary<string, (Distribution Distribution, long[] Samples)> Golden = new()
    {
        ["constant"] = (new Distribution.Constant(12.7), [13, 13, 13, 13, 13]),
        ["uniform"] = (new Distribution.Uniform(10, 1e9), [799514326, 286184651, 359836384, 732775177, 549246827]),
        ["exponential"] = (new Distribution.Exponential(1e9), [1607012478, 337130955, 446031476, 1319664930, 796835367]),
        ["normal"] = (new Distribution.Normal(1e9, 3e8), [1251966312, 830630328, 892331145, 1186368385, 1037127601]),
        ["lognormal"] = (new Distribution.LogNormal(20, 1.5), [1710123725, 208021426, 283197680, 1231922660, 584132271]),
        ["gamma of small shape"] = (new Distribution.Gamma(0.4, 1e9), [116328863, 1004065358, 645335410, 7734964, 9960654]),
        ["gamma of large shape"] = (new Distribution.Gamma(4.2, 1e9), [3424572263, 8912716215, 4246386283, 4946172181, 2198631186]),
        ["weibull"] = (new Distribution.Weibull(0.6, 1e9), [2204780782, 163304337, 260380933, 1587715894, 684879767]),
        ["pareto"] = (new Distribution.Pareto(1e8, 1.1), [430992471, 135863794, 150002708, 331910574, 206348394]),
        ["hyperexponential"] = (new Distribution.HyperExponential([0.3, 0.7], [5e9, 1e8]), [71695706, 70434232, 193753514, 1123751, 3362441394]),
        ["empirical"] = (new Distribution.Empirical([5, 1, 9], [0.5, 0.25, 0.25]), [9, 5, 5, 5, 5]),
    };

    public static TheoryData<string> Kinds => [.. Golden.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sample_FixedStream_GivesTheSameNumbersForEver(string kind)
    {
        var (distribution, expected) = Golden[kind];
        var sampler = Sampler.Compile(distribution);
        var key = RandomKey.Root(2026, 0);
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(n => sampler.Sample(key.Draw((ulong)n))));
    }

    [Fact]
    public void Golden_Kinds_AreAllThereAre() =>
        Assert.Equal(
            typeof(Distribution).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Distribution))).Select(type => type.Name).Order(),
            Golden.Values.Select(row => row.Distribution.GetType().Name).Distinct().Order());
}
