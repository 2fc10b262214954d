using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SmtpSim.Architecture.Tests;

/// <summary>What the compiled assemblies really refer to.</summary>
public sealed class CompiledReferenceTests
{
    [Theory]
    [MemberData(nameof(Layers.Names), MemberType = typeof(Layers))]
    public void AssemblyReferences_AreThoseOfTheLayer(string name)
    {
        var allowed = Layers.Reachable(name).Select(Layers.AssemblyOf).Concat(Layers.Of(name).Packages).ToList();
        Read(name, reader => Assert.All(
            reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)),
            used => Assert.True(
                IsFramework(used) || allowed.Any(a => a.EndsWith('.') ? used.StartsWith(a, StringComparison.Ordinal) : used == a),
                $"{name} may not use {used}")));
    }

    /// <summary>The analyzer holds the list while compiling; this holds it against what was compiled, suppressions included.</summary>
    [Theory]
    [MemberData(nameof(Layers.PureNames), MemberType = typeof(Layers))]
    public void PureProject_RefersToNoBannedSymbol(string name)
    {
        var banned = BannedSymbols();
        Assert.Contains("System.DateTime.get_UtcNow", banned);
        Read(name, reader => Assert.DoesNotContain(Used(reader), banned.Contains));
    }

    private static HashSet<string> BannedSymbols()
    {
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Repository.Read("src/BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var id = line.Split(';')[0];
            var symbol = id[2..];
            var dot = symbol.LastIndexOf('.');
            // Compiled code of records and comparers asks for hash codes lawfully: enumeration order is what the list is after.
            if (!symbol.EndsWith(".GetHashCode", StringComparison.Ordinal))
                symbols.Add(id[0] == 'P' ? $"{symbol[..dot]}.get_{symbol[(dot + 1)..]}" : symbol);
        }

        return symbols;
    }

    private static IEnumerable<string> Used(MetadataReader reader)
    {
        foreach (var handle in reader.TypeReferences)
            yield return NameOf(reader, handle);
        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (member.Parent.Kind == HandleKind.TypeReference)
                yield return $"{NameOf(reader, (TypeReferenceHandle)member.Parent)}.{reader.GetString(member.Name)}";
        }
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    private static void Read(string project, Action<MetadataReader> look)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, Layers.AssemblyOf(project) + ".dll")));
        look(file.GetMetadataReader());
    }

    private static bool IsFramework(string assembly) =>
        assembly is "netstandard" or "mscorlib" || (assembly.StartsWith("System.", StringComparison.Ordinal) && assembly != "System.CommandLine");
}
