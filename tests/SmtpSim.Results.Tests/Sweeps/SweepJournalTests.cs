namespace SmtpSim.Results.Tests;

public sealed class SweepJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder[SweepJournal.FileName];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Journal_OpenedAgain_HasEveryRun()
    {
        Write(3);
        using var journal = SweepJournal.Open(_folder.Path, "plan");
        Assert.Equal([0, 1, 2], journal.Records.Select(record => record.Replication));
        Assert.Equal([0.1, null, 1e300], journal.Records[2].Values);
    }

    /// <summary>The second fault, of closing what could not be written, hid the first one, which says how to go on.</summary>
    [Fact]
    public void Journal_OnAFullDisk_SaysThatItCouldNotBeWritten()
    {
        System.IO.File.CreateSymbolicLink(File, "/dev/full");
        var failure = Assert.Throws<ResultsException>(() => SweepJournal.Open(_folder.Path, "plan"));
        Assert.Equal(ResultsFailure.WriteFailed, failure.Failure);
    }

    /// <summary>Wherever a kill cuts the file, the whole lines before it count and appending goes on after them.</summary>
    [Fact]
    public void Journal_CutAnywhere_GoesOnFromItsLastWholeLine()
    {
        Write(3);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            int kept;
            using (var journal = SweepJournal.Open(_folder.Path, "plan"))
            {
                kept = journal.Records.Count;
                Assert.Equal(Math.Max(0, whole.AsSpan(0, length).Count((byte)'\n') - 1), kept);
                for (var i = kept; i < 3; i++)
                    journal.Append(Record(i));
            }

            Assert.Equal(whole, System.IO.File.ReadAllBytes(File));
        }
    }

    [Fact]
    public void Journal_DamagedInItsMiddle_IsRefused()
    {
        Write(3);
        var lines = System.IO.File.ReadAllLines(File);
        lines[2] = "{\"cell\":0,";
        System.IO.File.WriteAllLines(File, lines);
        var e = Assert.Throws<ResultsException>(() => SweepJournal.Open(_folder.Path, "plan"));
        Assert.Equal(ResultsFailure.Damaged, e.Failure);
        Assert.Contains(":3 is damaged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Journal_OfAnotherSweep_IsRefused()
    {
        Write(1);
        Assert.Contains("another sweep", Assert.Throws<ResultsException>(() => SweepJournal.Open(_folder.Path, "other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Journal_ThatIsOpen_IsNotOpenedByAnother()
    {
        using var journal = SweepJournal.Open(_folder.Path, "plan");
        Assert.Throws<ResultsException>(() => SweepJournal.Open(_folder.Path, "plan"));
    }

    private void Write(int runs)
    {
        using var journal = SweepJournal.Open(_folder.Path, "plan");
        for (var i = 0; i < runs; i++)
            journal.Append(Record(i));
    }

    private static SweepRecord Record(int replication) => new(0, replication, "abc", 7, [0.1, null, 1e300]);
}
