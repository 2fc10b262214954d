using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>A small scenario, and loads of it with changes.</summary>
internal static class Sample
{
    public const string Text =
        """
        schema: 1
        name: sample
        duration: 1h
        servers:
          mx: { count: 3 }
        clients:
          a: { count: 2, retry: postfix }
          b: { retry: none }
        traffic:
          - { from: "*", to: mx, arrivals: { burst: 1 } }
        """;

    /// <summary>The sample, which must load, with some values set; one text may set several that need each other, parted by an ampersand.</summary>
    public static Scenario With(params string[] sets) => Good(ScenarioLoader.Parse(Text, "sample.yaml", [.. sets.SelectMany(set => set.Split(" & "))]));

    public static Scenario Good(LoadResult result)
    {
        Assert.Empty(result.Diagnostics);
        return result.Scenario!;
    }

    /// <summary>The only diagnostic of the sample with some values set, without its place.</summary>
    public static string Complaint(params string[] sets)
    {
        var result = ScenarioLoader.Parse(Text, "sample.yaml", sets);
        Assert.Null(result.Scenario);
        var diagnostic = Assert.Single(result.Diagnostics);
        return diagnostic.Remedy is null ? diagnostic.Message : $"{diagnostic.Message}; {diagnostic.Remedy}";
    }
}
