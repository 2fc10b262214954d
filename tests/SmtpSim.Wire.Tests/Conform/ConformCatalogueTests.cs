namespace SmtpSim.Wire.Tests;

public sealed class ConformCatalogueTests
{
    [Fact]
    public void Catalogue_Ids_AreUniqueAndNameRfcAndSection()
    {
        Assert.True(ConformCatalogue.All.Count >= 120);
        Assert.Equal(ConformCatalogue.All.Count, ConformCatalogue.All.Select(one => one.Id).Distinct().Count());
        Assert.All(ConformCatalogue.All, one => Assert.Matches(@"^\d{4}-([0-9]+(\.[0-9]+)*|[A-F])-[a-z0-9-]+$", one.Id));
        Assert.All(ConformCatalogue.All, one => Assert.False(one.Title.Length == 0 || one.Rule.Length == 0 || one.Group.Length == 0));
    }

    [Theory]
    [InlineData("5321-4.1.1.10-*-before-ehlo", 1)]
    [InlineData("STARTTLS", 11)]
    [InlineData("end of data", 13)]
    [InlineData("nothing like it", 0)]
    public void Matching_Pattern_FindsIdSubjectAndExtension(string pattern, int count) => Assert.Equal(count, ConformCatalogue.Matching(pattern).Count);
}
