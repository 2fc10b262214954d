using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>
/// Runs one simulation: chooses the partitions and has them advance. One partition runs alone, in slices; several run in windows of the
/// lookahead (<see cref="WindowLoop"/>).
/// </summary>
[KeepAlive]
internal sealed class SimulationGrain(WorldCache worlds) : Grain, ISimulationGrain
{
    private RunProgress? _progress;
    private int _epoch;
    private bool _cancelled;

    public ValueTask<RunProgress?> Progress() => ValueTask.FromResult(_progress);

    public ValueTask Cancel()
    {
        _cancelled = true;
        return ValueTask.CompletedTask;
    }

    public async Task<SimulationReport> Run(SimulationRequest request)
    {
        var run = this.GetPrimaryKeyString();
        try
        {
            var world = worlds.Get(run, request.Scenario);
            var records = new RecordFlow(request.Records);
            if (!request.Partitions.IsAuto)
            {
                var count = request.Partitions.IsHost ? world.HostCount : request.Partitions.Value;
                return count == 1
                    ? await RunAlone(run, world, probe: null, records) ?? throw new InvalidOperationException("A run without a probe ended early.")
                    : await RunTogether(run, world, count, records);
            }
            var probe = new DensityProbe(world, Environment.ProcessorCount);
            var alone = probe.IsSureOfMore() ? null : await RunAlone(run, world, probe, records);
            return alone ?? await RunTogether(run, world, probe.Partitions, records);
        }
        finally
        {
            worlds.Forget(run);
            DeactivateOnIdle();
        }
    }

    /// <summary>Runs in one partition; null when the probe finds that several would be faster, and the run begins anew with them.</summary>
    private async Task<SimulationReport?> RunAlone(string run, World world, DensityProbe? probe, RecordFlow records)
    {
        var epoch = ++_epoch;
        var grain = GrainFactory.GetGrain<IMtaGrain>(GrainKeys.Mta(run, epoch, 0));
        var report = await grain.Begin(new PartitionRequest(run, epoch, world.Scenario, 0, 1) { Records = records.Selection });
        var slice = 0L;
        while (report.NextTime != long.MaxValue && !_cancelled && records.IsOpen)
        {
            report = await grain.AdvanceAlone(new RunStamp(epoch, ++slice), SimulationRuns.SliceEvents);
            Note(world, 1, report.Now, report.Events, report.Sessions, report.Queued);
            if (probe is not null && probe.WantsMore(report))
            {
                await grain.End(new RunStamp(epoch, ++slice), report.Now, batches: 0);
                records.Discard();
                return null;
            }
            records.Holds = probe is { IsDecided: false };
            await records.AfterSlice(grain, report);
        }
        var complete = report.NextTime == long.MaxValue;
        var end = await grain.End(new RunStamp(epoch, ++slice), complete ? world.End : report.Now, batches: 0);
        await records.AtEnd([end.Records]);
        return new SimulationReport([end.Result], complete);
    }

    private async Task<SimulationReport> RunTogether(string run, World world, int count, RecordFlow records)
    {
        var epoch = ++_epoch;
        var grains = new IMtaGrain[count];
        for (var i = 0; i < count; i++)
            grains[i] = GrainFactory.GetGrain<IMtaGrain>(GrainKeys.Mta(run, epoch, i));
        var first = await Task.WhenAll(grains.Select((grain, i) => grain.Begin(new PartitionRequest(run, epoch, world.Scenario, i, count) { Records = records.Selection })));
        var loop = new WindowLoop(grains, epoch, world.Lookahead, first);
        while (!_cancelled && records.IsOpen && await loop.AdvanceWindow())
        {
            Note(world, count, loop.Now, loop.Events, loop.Sessions, loop.Queued);
            await records.AtBarrier(grains, loop);
        }
        var complete = loop.IsFinished;
        var end = complete ? world.End : loop.Now;
        var stamp = new RunStamp(epoch, long.MaxValue);
        var ends = await Task.WhenAll(grains.Select((grain, i) => grain.End(stamp, end, loop.BatchesTo(i))));
        await records.AtEnd([.. ends.Select(partition => partition.Records)]);
        return new SimulationReport([.. ends.Select(partition => partition.Result)], complete);
    }

    private void Note(World world, int partitions, long now, long events, long sessions, long queued)
        => _progress = new RunProgress(new SimTime(now), new SimTime(world.End), events, sessions, queued, partitions);
}
