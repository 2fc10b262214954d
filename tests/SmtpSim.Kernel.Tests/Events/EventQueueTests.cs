using System.Runtime.CompilerServices;
using CsCheck;

namespace SmtpSim.Kernel.Tests;

public class EventQueueTests
{
    /// <summary>One tick, an odd width, a millisecond, the 10 ms of a usual lookahead, and over a day.</summary>
    private static readonly long[] Widths = [1, 37, 10_000, 100_000, 1L << 40];

    private enum Action
    {
        Add,
        AddTwin,
        TakeSome,
        TakeWindow,
        TakeNothing,
    }

    // Distances are of all magnitudes alike: the same tick, the bucket being read, the near ring, each coarser tier, and beyond them.
    private static readonly Gen<long> Distances = Gen.Select(Gen.Int[0, 54], Gen.Long[0, long.MaxValue])
        .Select((magnitude, bits) => bits & ((1L << magnitude) - 1));

    private static readonly Gen<(Action Action, long Distance, int Receiver, int Sender)[]> Steps =
        Gen.Select(Gen.Int[0, 9].Select(ActionOf), Distances, Gen.Int[0, 3], Gen.Int[0, 3]).Array[0, 400];

    [Fact]
    public void Events_AddedAndTakenInAnyInterleaving_ComeOutInTheTotalOrder() =>
        Gen.Select(Gen.Int[0, Widths.Length - 1].Select(i => Widths[i]), Steps).Sample((width, steps) => Play(width, steps), iter: 1500);

    [Fact]
    public void Events_AddedWhileTheirBucketIsRead_ComeOutInTheTotalOrder() =>
        // Everything within two buckets: most additions go to the bucket being read.
        Gen.Select(Gen.Long[10, 1000], Steps).Sample((width, steps) =>
            Play(width, [.. steps.Select(step => step with { Distance = step.Distance % (2 * width) })]), iter: 1500);

    [Fact]
    public void Events_MuchTooFarForTheTiers_ComeOutInTheTotalOrder()
    {
        // At a width of one tick the tiers reach 2^32 ticks, 7 minutes: days lie beyond, as does a time next to the largest.
        var queue = new ReferenceQueue(1);
        foreach (var days in new[] { 30L, 1, 7, 365, 5, 4 }) queue.Add(days * SimDuration.TicksPerDay, 1, 1);
        queue.Add(long.MaxValue - 1, 1, 1);
        queue.Add(3, 1, 1);
        queue.Take(4);
        queue.Add(6 * SimDuration.TicksPerDay, 1, 1);
        queue.Take(5 * SimDuration.TicksPerDay + 1);
        queue.Add(5 * SimDuration.TicksPerDay, 0, 0); // the same tick as the event taken last
        queue.Take(long.MaxValue);
        Assert.Equal((0, long.MaxValue - 1), (queue.Count, queue.Now));
    }

    [Fact]
    public void Events_InWindowsWithIdleOnesSkipped_ComeOutInTheirWindow() =>
        Gen.Select(Gen.Long[1, 5000], Gen.Long[1, 50_000], Gen.Long[0, 100_000_000].Array[1, 60], Distances.Array[0, 60]).Sample(
            (width, window, times, batches) =>
            {
                var queue = new ReferenceQueue(width);
                foreach (var time in times) queue.Add(time, (int)(time % 3), 0);
                var left = new Queue<long>(batches);
                while (queue.Count > 0)
                {
                    var end = (queue.NextTime / window + 1) * window;
                    queue.Take(end);
                    // What other partitions sent in this window comes after its end; sometimes at the end itself.
                    if (left.TryDequeue(out var distance)) queue.Add(end + (distance & 3) * (distance >> 8), 1, 1);
                }
            }, iter: 1000);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Events_ManyPending_ComeOutInTheTotalOrder(int count)
    {
        // From one event in thousands of buckets to thousands of events in one.
        foreach (var span in new[] { 1_000_000L, SimDuration.TicksPerHour, 5 * SimDuration.TicksPerDay })
        {
            var key = RandomKey.Root(1, 0).Derive((ulong)span);
            var events = new SimEvent[count];
            for (var i = 0; i < count; i++)
            {
                var bits = key.Draw((ulong)i);
                events[i] = new SimEvent { Time = (long)(bits >> 8) % span, Receiver = (int)(bits & 15), Sender = (int)(bits >> 4 & 15), Sequence = (uint)i };
            }
            AssertComeOutSorted(events, width: 100_000);
        }
    }

    [Fact]
    public void Events_HoldModelWithAMillionPending_TimeNeverGoesBack()
    {
        // The classic benchmark of event queues: take one, add one at a random distance.
        var queue = new EventQueue(100_000);
        var key = RandomKey.Root(2, 0);
        var distance = Sampler.Compile(Distribution.HyperExponentialByMeanCv2(50_000_000, 50));
        ulong n = 0;
        for (; n < 1_000_000; n++) queue.Add(EventAt(distance.Sample(key.Draw(n))));
        long now = 0, sumIn = 0, sumOut = 0;
        for (; n < 2_000_000; n++)
        {
            Assert.True(queue.TryTake(long.MaxValue, out var item));
            if (item.Time < now) Assert.Fail($"Time went back from {now} to {item.Time}.");
            now = item.Time;
            sumOut += item.Sequence;
            queue.Add(EventAt(now + distance.Sample(key.Draw(n))));
        }
        Assert.Equal(1_000_000, queue.Count);
        while (queue.TryTake(long.MaxValue, out var item))
        {
            if (item.Time < now) Assert.Fail($"Time went back from {now} to {item.Time}.");
            now = item.Time;
            sumOut += item.Sequence;
        }
        for (ulong i = 0; i < n; i++) sumIn += (uint)i;
        Assert.Equal(sumIn, sumOut);

        SimEvent EventAt(long time) => new() { Time = time, Receiver = (int)(n % 97), Sender = (int)(n % 89), Sequence = (uint)n };
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 1000)]
    [InlineData(1000, 1)]
    [InlineData(100_000, 5)]
    public void Events_AHundredThousandOnOneTick_ComeOutInTheTotalOrder(int receivers, int senders)
    {
        var key = RandomKey.Root(3, 0);
        var events = new SimEvent[100_000];
        for (var i = 0; i < events.Length; i++)
        {
            var bits = key.Draw((ulong)i);
            events[i] = new SimEvent
            {
                Time = 12_345_678,
                Receiver = (int)Uniform.Below(bits, (uint)receivers),
                Sender = (int)Uniform.Below(key.Derive(1).Draw((ulong)i), (uint)senders),
                Sequence = (uint)(i * 48_271L % 1_000_003), // a permutation: not in the order they are added
            };
        }
        AssertComeOutSorted(events, width: 1);
        AssertComeOutSorted(events, width: 100_000);
    }

    [Theory]
    [InlineData(499)] // in the bucket of the event taken last
    [InlineData(0)]
    public void Add_BeforeTheEventTakenLast_IsRefused(long time)
    {
        foreach (var width in Widths)
        {
            var queue = new EventQueue(width);
            queue.Add(new SimEvent { Time = 500 });
            queue.Add(new SimEvent { Time = 700 });
            Assert.True(queue.TryTake(600, out _));
            Assert.Throws<InvalidOperationException>(() => queue.Add(new SimEvent { Time = time }));
            Assert.Equal(1, queue.Count);
        }
    }

    [Fact]
    public void Add_BeforeTheEventTakenLastWhileALaterBucketIsOpen_IsRefused()
    {
        var queue = new EventQueue(1000);
        queue.Add(new SimEvent { Time = 500 });
        queue.Add(new SimEvent { Time = 3900 });
        Assert.True(queue.TryTake(3500, out _));
        Assert.False(queue.TryTake(3500, out _)); // opens the bucket from 3000 on, and takes nothing from it
        Assert.Throws<InvalidOperationException>(() => queue.Add(new SimEvent { Time = 499 }));
        queue.Add(new SimEvent { Time = 500 });
    }

    [Theory]
    [InlineData(100)] // the bucket has no event left
    [InlineData(100, 900)]
    public void Add_BeforeALateEventTakenLast_IsRefused(params int[] times)
    {
        var queue = new EventQueue(1000);
        foreach (var time in times) queue.Add(new SimEvent { Time = time });
        Assert.True(queue.TryTake(1000, out _));
        queue.Add(new SimEvent { Time = 500 });
        Assert.True(queue.TryTake(1000, out var late));
        Assert.Equal(500, late.Time);
        Assert.Throws<InvalidOperationException>(() => queue.Add(new SimEvent { Time = 300 }));
    }

    [Fact]
    public void Foresee_AfterATake_GivesEachOfTheNextEventsOnceInOrder()
    {
        var queue = new EventQueue(1000);
        foreach (var time in new[] { 40, 10, 30, 20, 2500, 1700, 5000 }) queue.Add(new SimEvent { Time = time });
        Assert.Equal(10, queue.Take(5000).Time);
        Assert.Equal([10, 20, 30], Foreseen(queue, 2)); // from the one just taken
        Assert.Equal([40], Foreseen(queue, 3)); // those of later buckets too, while events are few
        Assert.Equal(20, queue.Take(5000).Time);
        Assert.Equal([1700, 2500], Foreseen(queue, 9)); // but none of a bucket that begins at the end or after it
        Assert.Empty(Foreseen(queue, 9));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5000)]
    public void Events_ManyAddedWhileSeveralBucketsAreRead_ComeOutInTheTotalOrder(int count)
    {
        // A few events in buckets far apart are read together. Then an event in between has many others follow it at once.
        foreach (var start in new[] { 0L, 4090, 4095 })
        {
            var queue = new ReferenceQueue(1000);
            foreach (var bucket in new[] { 0, 1, 3, 4, 7, 20 }) queue.Add((start + bucket) * 1000, 1, 1);
            queue.Take((start + 1) * 1000 + 1);
            for (var i = 0; i < count; i++) queue.Add((start + 1) * 1000 + (i * 7919L % 30_000), i & 3, 2);
            queue.Take((start + 2) * 1000);
            for (var i = 0; i < count; i++) queue.Add((start + 2) * 1000 + (i * 104_729L % 30_000), i & 3, 3);
            queue.Take(long.MaxValue);
            Assert.Equal(0, queue.Count);
        }
    }

    [Fact]
    public void NextTime_NothingPending_IsNever() => Assert.Equal(long.MaxValue, new EventQueue(5).NextTime);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Queue_WidthUnderOneTick_IsRefused(long width) => Assert.Throws<ArgumentOutOfRangeException>(() => new EventQueue(width));

    private static void Play(long width, (Action Action, long Distance, int Receiver, int Sender)[] steps)
    {
        var queue = new ReferenceQueue(width);
        var last = 0L;
        foreach (var (action, distance, receiver, sender) in steps)
        {
            switch (action)
            {
                case Action.Add:
                    queue.Add(last = queue.Now + distance, receiver, sender);
                    break;
                case Action.AddTwin:
                    queue.Add(Math.Max(queue.Now, last), receiver, sender);
                    break;
                case Action.TakeSome:
                    queue.Take(long.MaxValue, 1 + receiver);
                    break;
                case Action.TakeWindow:
                    queue.Take(queue.Now + distance);
                    break;
                default:
                    queue.Take(queue.Now);
                    break;
            }
        }
        queue.Take(long.MaxValue);
        Assert.Equal(0, queue.Count);
    }

    private static long[] Foreseen(EventQueue queue, int places)
    {
        var times = new List<long>();
        while (true)
        {
            ref readonly var next = ref queue.Foresee(places);
            if (Unsafe.IsNullRef(in next)) return [.. times];
            times.Add(next.Time);
        }
    }

    private static Action ActionOf(int die) => die switch
    {
        < 4 => Action.Add,
        4 => Action.AddTwin,
        < 7 => Action.TakeSome,
        < 9 => Action.TakeWindow,
        _ => Action.TakeNothing,
    };

    private static void AssertComeOutSorted(SimEvent[] events, long width)
    {
        var queue = new EventQueue(width);
        foreach (var item in events) queue.Add(item);
        Assert.Equal(events.Length, queue.Count);
        var sorted = events.OrderBy(item => item.Time).ThenBy(item => item.Receiver).ThenBy(item => item.Sender).ThenBy(item => item.Sequence);
        foreach (var expected in sorted)
        {
            Assert.True(queue.TryTake(long.MaxValue, out var item));
            if (KeyOf(item) != KeyOf(expected)) Assert.Fail($"{KeyOf(item)} came instead of {KeyOf(expected)}.");
        }
        Assert.False(queue.TryTake(long.MaxValue, out _));
    }

    private static (long, int, int, uint) KeyOf(in SimEvent item) => (item.Time, item.Receiver, item.Sender, item.Sequence);
}
