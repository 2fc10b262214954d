using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>How commands wait for workers and how fast these are, in any way.</summary>
internal static class RandomWork
{
    public static Gen<WorkQueueSpec?> Queue { get; } = Gen.Frequency((1, Gen.Const<WorkQueueSpec?>(() => null)), (1,
        from order in Gen.Enum<WorkOrder>()
        from numbers in Gen.Select(Gen.OneOf(0, 1, 3), Gen.OneOf(0, 1, 2, WorkQueueSpec.Unlimited), Gen.OneOf(-1, 0, 1), Gen.OneOf(0.0, 0.05, 2))
        from priority in Gen.OneOf<string[]>([], [], ["b"], ["b", "a"])
        from codel in Gen.Bool
        from stale in Gen.Bool
        from reply in RandomServers.Refusal
        select (WorkQueueSpec?)new WorkQueueSpec
        {
            Order = order,
            LifoOver = numbers.Item1,
            Places = codel && order == WorkOrder.Fifo ? WorkQueueSpec.Unlimited : numbers.Item2, // what finds no place never waits for CoDel
            Reply = reply,
            Priority = priority,
            Shed = numbers.Item3 < 0 ? null : new ShedSpec(numbers.Item3, numbers.Item3 + 2),
            CoDel = codel && order == WorkOrder.Fifo ? new CoDelSpec { Target = SimDuration.FromMilliseconds(1), Interval = SimDuration.FromMilliseconds(20) } : null,
            MaxWait = Scene.Seconds(codel && order == WorkOrder.Fifo ? 0 : numbers.Item4),
            DropStale = stale,
        }));

    public static Gen<PaceSpec?> Pace { get; } = Gen.Frequency((3, Gen.Const<PaceSpec?>(() => null)), (1,
        Gen.Select(Gen.Double[0, 0.5], Gen.Double[1, 5], Gen.Double[0, 30], Gen.Double[0.1, 2], (perWaiting, cold, start, factor) => (PaceSpec?)new PaceSpec
        {
            PerWaiting = perWaiting,
            ColdFactor = cold,
            WarmUp = Scene.Seconds(20),
            Capacity = [new CapacitySpec(Scene.Seconds(start), Scene.Seconds(10), factor)],
        })));
}
