using CsCheck;

namespace SmtpSim.Protocol.Tests;

/// <summary>Every target for a moment, on what peers may send; the long runs are made elsewhere.</summary>
public sealed class FuzzTargetTests
{
    private static readonly Gen<byte[]> Octets = Gen.OneOf<byte[]>(
        Gen.Select(Gen.Byte, Generators.Traffic, (choice, traffic) => (byte[])[choice, .. traffic]),
        Generators.Arguments,
        Generators.MessageText,
        Gen.Byte.Array[0, 60]);

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_AnyOctets_KeepsItsPromises(string name) => Octets.Sample(octets => FuzzTargets.All[name](octets));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_Corpus_KeepsItsPromises(string name)
    {
        Assert.NotEmpty(FuzzCorpus.FilesOf(name));
        foreach (var file in FuzzCorpus.FilesOf(name))
            FuzzTargets.All[name](File.ReadAllBytes(file));
    }
}
