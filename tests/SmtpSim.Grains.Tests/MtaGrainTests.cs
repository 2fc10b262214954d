using SmtpSim.Kernel;

namespace SmtpSim.Grains.Tests;

public sealed class MtaGrainTests : IAsyncLifetime
{
    private EmbeddedSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await EmbeddedSilo.StartAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Call_OfAnOlderEpochOrWindow_IsRefused()
    {
        var grain = _silo.Grains.GetGrain<IMtaGrain>("stale");
        await grain.Begin(new PartitionRequest("stale", Epoch: 3, GrainScenarios.Busy(1), 0, 1));
        await grain.Advance(new RunStamp(3, 5), end: 1, batches: 0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Advance(new RunStamp(3, 5), 2, 0).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Advance(new RunStamp(2, 9), 2, 0).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.TakeReplies(new EventBatch { Stamp = new RunStamp(2, 9) }).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.TakeCommands(new EventBatch { Stamp = new RunStamp(3, 4) }).AsTask());
        await grain.TakeCommands(new EventBatch { Stamp = new RunStamp(3, 5), Events = Array.Empty<SimEvent>() });
    }

    [Fact]
    public async Task Advance_WithABatchStillOnItsWay_WaitsForIt()
    {
        var grain = _silo.Grains.GetGrain<IMtaGrain>("waits");
        await grain.Begin(new PartitionRequest("waits", 1, GrainScenarios.Busy(1), 0, 2));
        await grain.Advance(new RunStamp(1, 1), end: 1, batches: 0);
        var second = grain.Advance(new RunStamp(1, 2), end: SimDuration.TicksPerSecond, batches: 1).AsTask();
        for (var i = 0; i < 100; i++)
            Assert.Equal(1, (await ((IClientGrain)grain).ShowQueues()).Now.Ticks / SimDuration.TicksPerSecond + 1);
        Assert.False(second.IsCompleted);
        await grain.TakeCommands(new EventBatch { Stamp = new RunStamp(1, 1), Events = Array.Empty<SimEvent>() });
        Assert.True((await second).Now > 0);
    }

    [Fact]
    public async Task Call_BeforeBegin_SaysThatThePartitionIsLost()
    {
        var grain = _silo.Grains.GetGrain<IMtaGrain>("nobody");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.ShowQueues().AsTask());
        Assert.Contains("lost", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_AfterAWindow_ShowQueuesAndSessions()
    {
        var grain = _silo.Grains.GetGrain<IMtaGrain>("views");
        var report = await grain.Begin(new PartitionRequest("views", 1, GrainScenarios.Busy(1), 0, 1));
        report = await grain.AdvanceAlone(new RunStamp(1, 1), mostEvents: 500);
        var queues = await ((IClientGrain)grain).ShowQueues();
        var sessions = await ((IServerGrain)grain).ShowSessions();
        Assert.Equal(report.Queued, queues.QueuedMessages);
        Assert.Equal(report.Sessions, queues.ClientSessions);
        Assert.Equal(new SimTime(report.Now), sessions.Now);
        Assert.True(queues.QueuedMessages > 0);
    }
}
