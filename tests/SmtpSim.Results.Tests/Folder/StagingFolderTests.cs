namespace SmtpSim.Results.Tests;

public sealed class StagingFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Publish_AfterAllWrites_GivesTheFolderItsName()
    {
        using var staging = StagingFolder.Create(_root["out"]);
        staging.Write("a.txt", stream => stream.WriteByte(1));
        Assert.Equal(["out.partial"], _root.Names);

        staging.Publish(_root["out"]);

        Assert.Equal(["out"], _root.Names);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(_root["out"], "a.txt")));
    }

    [Fact]
    public void Write_DiskFull_SaysSoAndLeavesNothing()
    {
        using (var staging = StagingFolder.Create(_root["out"]))
        {
            staging.Write("a.txt", stream => stream.WriteByte(1));
            var e = Assert.Throws<ResultsException>(() =>
                staging.Write("b.txt", _ => throw new IOException("No space left on device : '/somewhere'")));
            Assert.Equal(ResultsFailure.WriteFailed, e.Failure);
            Assert.Equal("can't write b.txt: no space left on device; no results were kept", e.Message);
        }

        Assert.Empty(_root.Names);
    }

    [Fact]
    public void Create_FileInTheWay_SaysThatItCannotBeCreated()
    {
        File.WriteAllText(_root["file"], "");
        var e = Assert.Throws<ResultsException>(() => StagingFolder.Create(Path.Combine(_root["file"], "out")));
        Assert.Equal(ResultsFailure.CannotCreate, e.Failure);
        Assert.Contains("--out DIR", e.Message);
    }

    [Fact]
    public void Create_LeftoverOfAKilledRun_IsLeftAlone()
    {
        Directory.CreateDirectory(_root["out.partial"]);
        using var staging = StagingFolder.Create(_root["out"]);
        Assert.Equal(_root["out.partial-2"], staging.Path);
    }

    [Fact]
    public void Publish_NameTakenMeanwhile_IsRefusedAndTheOtherStays()
    {
        using (var staging = StagingFolder.Create(_root["out"]))
        {
            Directory.CreateDirectory(_root["out"]);
            File.WriteAllText(Path.Combine(_root["out"], "theirs"), "");
            Assert.Equal(ResultsFailure.Exists, Assert.Throws<ResultsException>(() => staging.Publish(_root["out"])).Failure);
        }

        Assert.True(File.Exists(Path.Combine(_root["out"], "theirs")));
    }

    [Fact]
    public void Publish_EmptyFolder_GivesWay()
    {
        Directory.CreateDirectory(_root["out"]);
        StagingFolder.ThrowIfTaken(_root["out"]);
        using var staging = StagingFolder.Create(_root["out"]);
        staging.Write("a.txt", _ => { });
        staging.Publish(_root["out"]);
        Assert.Equal(["a.txt"], Directory.EnumerateFiles(_root["out"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThrowIfTaken_FileOrFullFolder_Throws(bool isFile)
    {
        if (!isFile)
            Directory.CreateDirectory(_root["out"]);
        File.WriteAllText(isFile ? _root["out"] : Path.Combine(_root["out"], "x"), "");
        Assert.Equal(ResultsFailure.Exists, Assert.Throws<ResultsException>(() => StagingFolder.ThrowIfTaken(_root["out"])).Failure);
    }
}
