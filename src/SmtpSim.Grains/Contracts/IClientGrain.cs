using Orleans.Concurrency;
using SmtpSim.Kernel;

namespace SmtpSim.Grains;

/// <summary>The client half of the MTAs of a partition: it takes the replies that servers elsewhere sent, and shows its mail queues.</summary>
[Alias("SmtpSim.IClientGrain")]
public interface IClientGrain : IGrainWithStringKey
{
    /// <summary>Takes what servers of another partition sent to clients here in one window. Nothing in it lies in a window already simulated.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("01:00:00"), Alias("TakeReplies")]
    ValueTask TakeReplies(EventBatch replies);

    [AlwaysInterleave]
    [ResponseTimeout("01:00:00"), Alias("ShowQueues")]
    ValueTask<QueueView> ShowQueues();
}

/// <summary>The server half of the MTAs of a partition: it takes the commands that clients elsewhere sent, and shows its sessions.</summary>
[Alias("SmtpSim.IServerGrain")]
public interface IServerGrain : IGrainWithStringKey
{
    /// <summary>Takes what clients of another partition sent to servers here in one window. Nothing in it lies in a window already simulated.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("01:00:00"), Alias("TakeCommands")]
    ValueTask TakeCommands(EventBatch commands);

    [AlwaysInterleave]
    [ResponseTimeout("01:00:00"), Alias("ShowSessions")]
    ValueTask<SessionView> ShowSessions();
}

/// <summary>The mail queues of a partition's clients at a barrier.</summary>
[GenerateSerializer, Immutable, Alias("SmtpSim.QueueView")]
public readonly record struct QueueView([property: Id(0)] SimTime Now, [property: Id(1)] long QueuedMessages, [property: Id(2)] long ClientSessions);

/// <summary>The sessions of a partition's servers at a barrier.</summary>
[GenerateSerializer, Immutable, Alias("SmtpSim.SessionView")]
public readonly record struct SessionView([property: Id(0)] SimTime Now, [property: Id(1)] long ServerSessions);
