using CsCheck;

namespace SmtpSim.Cli.Tests;

/// <summary>Every target for a moment; the long runs are made by tests/SmtpSim.Fuzzing.</summary>
public sealed class FuzzTargetTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_Corpus_KeepsItsPromises(string name)
    {
        Assert.NotEmpty(FuzzTargets.CorpusOf(name));
        foreach (var octets in FuzzTargets.CorpusOf(name))
            FuzzTargets.All[name](octets);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_MangledCorpus_KeepsItsPromises(string name)
    {
        var corpus = FuzzTargets.CorpusOf(name);
        Gen.Select(Gen.Int[0, corpus.Count - 1], Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 20], Gen.Byte.Array[0, 12]).Array[1, 6]).Sample((which, edits) =>
        {
            var octets = corpus[which];
            foreach (var (at, length, with) in edits)
            {
                var start = at % (octets.Length + 1);
                octets = [.. octets[..start], .. with, .. octets[Math.Min(start + length, octets.Length)..]];
            }

            FuzzTargets.All[name](octets);
        }, iter: 100);
    }
}
