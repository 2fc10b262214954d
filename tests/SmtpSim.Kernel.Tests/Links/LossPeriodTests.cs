using CsCheck;

namespace SmtpSim.Kernel.Tests;

/// <summary>When segments arrive that are sent into a loss period.</summary>
public class LossPeriodTests
{
    private const long Second = SimDuration.TicksPerSecond;

    private static readonly Gen<LossPeriod> Period = Gen.Select(Gen.Long[0, 100 * Second], Gen.Long[1, 50 * Second], Gen.Long[1, 200 * Second], Gen.Bool, Gen.OneOf(0.3, 0.9, 1.0),
        (start, length, gap, again, loss) => new LossPeriod(start, length, again ? length + gap : 0, loss));

    /// <summary>Sent again after 1, 3, 7, 15 s. Cut from 10 s to 20 s.</summary>
    [Theory]
    [InlineData(9, 9, 0)]
    [InlineData(10, 25, 4)]
    [InlineData(15, 22, 3)]
    [InlineData(19, 20, 1)]
    [InlineData(20, 20, 0)]
    public void Arrival_OfASegmentSentIntoACut_IsThatOfTheFirstOneAfterIt(int sent, int arrives, int losses)
    {
        var link = new Link(0, default, 0, 0, [new LossPeriod(10 * Second, 10 * Second, 0, 1)]);
        Assert.Equal((arrives * Second, losses), (link.Arrival(sent * Second, 1), link.Losses(sent * Second, 1)));
    }

    /// <summary>Against all beginnings of cuts, one by one: the link may be cut for long by one period that begins while another lasts.</summary>
    [Fact]
    public void NextCut_IsTheFirstTickFromWhichTheLinkIsCutForSoLong() => Gen.Select(Period.Array[1, 3], Gen.Long[0, 300 * Second], Gen.Long[1, 300 * Second], Gen.Long[1, 60 * Second]).Sample((periods, from, ahead, length) =>
    {
        var link = new Link(0, default, 0, 0, periods);
        var starts = periods.Where(period => period.Loss >= 1)
            .SelectMany(period => Enumerable.Range(0, period.Every == 0 ? 1 : 400).Select(i => period.Start + i * period.Every))
            .Append(from).Where(start => start >= from && start < from + ahead && link.EndOfCut(start) - start >= length);
        Assert.Equal(starts.DefaultIfEmpty(long.MaxValue).Min(), link.NextCut(from, from + ahead, length));
    }, iter: 2000);

    [Fact]
    public void Arrival_AfterTheSenderGaveUp_IsNever()
    {
        var link = new Link(0, default, 0, 0, [new LossPeriod(10 * Second, 10 * Second, 0, 1)]);
        Assert.Equal(25 * Second, link.Arrival(10 * Second, 1, deadline: 25 * Second + 1));
        Assert.True(link.Arrival(10 * Second, 1, deadline: 25 * Second) >= Link.Never);
    }

    /// <summary>The time-out doubles up to two minutes: a segment is sent again within two minutes of the cut's end, unless the cut is longer than TCP is patient.</summary>
    [Fact]
    public void Arrival_AfterALongCut_IsWithinTwoMinutesOfItsEnd() => Gen.Long[0, 2000 * Second].Sample(length =>
    {
        // Seven time-outs of 1 to 64 s, and eight of 120 s.
        const long patience = (127 + 8 * 120) * Second;
        var arrival = new Link(0, default, 0, 0, [new LossPeriod(0, length + 1, 0, 1)]).Arrival(0, 1);
        if (length < patience)
            Assert.InRange(arrival - length, 1, 120 * Second + 1);
        else
            Assert.True(arrival >= Link.Never);
    });

    [Fact]
    public void Arrival_OfAnySegment_IsOutsideOfAnyCut() => Gen.Select(Period.Array[1, 4], Gen.Long[0, 500 * Second], Gen.ULong, Gen.OneOf(0.0, 0.2)).Sample((periods, sent, bits, loss) =>
    {
        var link = new Link(0, default, loss, 0, periods);
        var arrival = link.Arrival(sent, bits, sent + 400 * Second);
        Assert.True(arrival >= sent);
        if (arrival < sent + 400 * Second)
            Assert.DoesNotContain(periods, period => IsCut(period, arrival));
        else
            Assert.True(arrival >= Link.Never);
        var open = link.EndOfCut(sent);
        Assert.True(open >= sent);
        Assert.DoesNotContain(periods, period => IsCut(period, open));
    });

    [Fact]
    public void Arrival_WithoutPeriods_IsThatOfTheDelay() => Gen.Select(Gen.ULong, Gen.Long[0, 100 * Second]).Sample((bits, sent) =>
    {
        var link = new Link(1000, Sampler.Compile(new Distribution.Exponential(5000)), 0.3, 0);
        Assert.Equal(sent + link.Delay(bits), link.Arrival(sent, bits));
        Assert.Equal(link.Losses(bits), link.Losses(sent, bits));
        Assert.Equal(sent, link.EndOfCut(sent));
    });

    private static bool IsCut(LossPeriod period, long now)
        => period.Loss >= 1 && now >= period.Start && (period.Every == 0 ? now - period.Start : (now - period.Start) % period.Every) < period.Length;

    /// <summary>Outside its periods a link loses the same segments as one that has none, as far as eight losses go.</summary>
    [Fact]
    public void Arrival_OutsideThePeriods_IsTheSameAsWithout() => Gen.ULong.Sample(bits =>
    {
        var plain = new Link(0, default, 0.4, 0);
        var other = new Link(0, default, 0.4, 0, [new LossPeriod(1_000_000 * Second, Second, 0, 1)]);
        if (plain.Losses(bits) is < 7 and var losses)
            Assert.Equal((plain.Arrival(0, bits), losses), (other.Arrival(0, bits), other.Losses(0, bits)));
    }, iter: 20_000);
}
