using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Records what happens to one message.</summary>
internal sealed class TraceRecorder
{
    public int Lines { get; private set; }

    public void Submitted(long now, int client, in Message message) => Lines++;
    public void Dropped(long now, int client, uint ordinal) => Lines++;
    public void Deferred(int client, in Message message, in FailedAttempt failed, long due, RetrySchedule schedule) => Lines++;
    public void Settled(long now, int client, in Message message, ClientCounter fate) => Lines++;
    public void Connect(long now, int client, in ClientSession session, in Message message) => Lines++;
    public void Sent(long now, int client, in ClientSession session, uint argument) => Lines++;
    public void Reply(long now, int client, in ClientSession session, Reply reply) => Lines++;
    public void TimedOut(long now, int client, in ClientSession session) => Lines++;
    public void Lost(long now, int client, in ClientSession session, SessionEnd end) => Lines++;
    public void Ended(long now, int client, in ClientSession session, SessionEnd end) => Lines++;
    public void Reason(in ServerSession session, string reason, string rule) => Lines++;
    public void Outage(in ServerSession session, ServerProfile profile, OutageKind kind) => Lines++;
}
