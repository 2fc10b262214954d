namespace SmtpSim.Scenarios.Tests;

public sealed class ServerCheckTests
{
    [Theory]
    [InlineData("servers.mx.queue=lifo", "no command waits where the workers are unlimited, in servers.mx; add 'workers: 4', or remove 'queue'")]
    [InlineData("servers.mx.faults=[{ at: mail, fault: reset, when: { mailboxes: 7 } }]", "no mailbox is known at this step in servers.mx.faults[0]; write 'at: rcpt', 'at: data' or 'at: body'")]
    [InlineData("servers.mx.faults=[{ at: mail, fault: delay }]", "'delay' goes with 'fault: delay', and 'code' with 'fault: wrong-code' in servers.mx.faults[0]; write the key that belongs to the fault")]
    [InlineData("servers.mx.faults=[{ at: mail, fault: reset, code: 250 }]", "'delay' goes with 'fault: delay', and 'code' with 'fault: wrong-code' in servers.mx.faults[0]; write the key that belongs to the fault")]
    [InlineData("servers.mx.faults=[{ at: connect, fault: garble }]", "there is no reply yet at connect in servers.mx.faults[0]; write 'at: greeting'")]
    [InlineData("servers.mx.faults=[{ at: mail, fault: reset, when: { from: 2m, to: 1m } }]", "'to' is not later than 'from' in servers.mx.faults[0].when; write a later time")]
    [InlineData("servers.mx.faults=[{ at: mail, fault: reset, when: { clients: c } }]", "there is no group 'c' in clients, named in servers.mx.faults[0].when.clients; did you mean 'a'?")]
    [InlineData("servers.mx.faults=[{ at: mail, fault: reset, when: { waiting-over: 1 } }]", "it is not known what waits for a worker, in servers.mx; add 'workers' and 'queue: { order: fifo }'")]
    [InlineData("failures=[{ servers: mx, mtbf: 1h }]", "failures[0] needs 'mtbf' and 'mttr', or 'trace'; write 'mtbf: 30d, mttr: 2h'")]
    [InlineData("failures=[{ servers: mz, mtbf: 1h, mttr: 1h }]", "there is no group 'mz' in servers, named in failures[0].servers; did you mean 'mx'?")]
    [InlineData("failures=[{ servers: mx, mtbf: 10us, mttr: 1us }]", "there are about 9.8E+8 outages of failures[0]; a scenario has at most 10000000")]
    [InlineData("servers.mx.backlog=5", "no connection waits where the sessions are unlimited, in servers.mx; add 'sessions: 100', or remove 'backlog'")]
    [InlineData("servers.mx.pace={ per-waiting: 1% }", "no command waits where the workers are unlimited, in servers.mx; add 'workers: 4', or remove 'per-waiting'")]
    [InlineData("servers.mx.pace={ cold: 0.5 }", "'cold' is not between 1 and 1000000 in servers.mx.pace; 1 stands for no slower than usual")]
    [InlineData("servers.mx.pace={ capacity: [{ at: 1m, for: 1m, factor: 0 }] }", "the factor is not between 0.000001 and 1000000 in servers.mx.pace.capacity[0]; an outage is a capacity of nothing")]
    [InlineData("servers.mx.pace={ capacity: [{ at: 1m, for: 1m, factor: 2 }, { at: 1m, for: 1m, factor: 2 }] }", "this time does not come after the one before it in servers.mx.pace; write them in order, without overlap")]
    [InlineData("servers.mx={ workers: 1, queue: { priority: [c] } }", "there is no group 'c' in clients, named in servers.mx.queue.priority; did you mean 'a'?")]
    [InlineData("servers.mx={ workers: 1, queue: { priority: [a, a] } }", "'a' stands twice in servers.mx.queue.priority; remove one")]
    [InlineData("servers.mx={ workers: 1, queue: { order: lifo, codel: {} } }", "controlled delay looks at the oldest command, and the order is another in servers.mx.queue; write 'order: fifo', or bound the wait by 'max-wait'")]
    [InlineData("servers.mx={ workers: 1, queue: { order: lifo, lifo-over: 1 } }", "'lifo-over' means nothing in this order in servers.mx.queue; write 'order: adaptive-lifo'")]
    [InlineData("servers.mx={ workers: 1, queue: { shed: { from: 9, to: 9 } } }", "'to' is not more than 'from' in servers.mx.queue.shed; turn commands away from a number on that is larger")]
    public void Policy_ThatContradicts_IsRefusedWithARemedy(string set, string complaint) => Assert.Equal(complaint, Sample.Complaint(set));
}
