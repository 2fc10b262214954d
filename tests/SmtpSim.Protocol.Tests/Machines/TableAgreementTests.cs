using Stateless;

namespace SmtpSim.Protocol.Tests;

/// <summary>The tables and the Stateless models are one thing: every state and trigger is fired at both, illegal ones included.</summary>
public sealed class TableAgreementTests
{
    [Fact]
    public void ServerTable_EveryStateAndTrigger_AgreesWithStateless() =>
        AssertAgreement<ServerState, ServerTrigger>(ServerModel.Create, ServerTable.IsPermitted, ServerTable.Next, ServerTable.StateCount);

    [Fact]
    public void ClientTable_EveryStateAndTrigger_AgreesWithStateless() =>
        AssertAgreement<ClientState, ClientTrigger>(ClientModel.Create, ClientTable.IsPermitted, ClientTable.Next, ClientTable.StateCount);

    [Fact]
    public void ServerTable_EveryState_HasItsSuperstateAsPhase() =>
        AssertPhases<ServerState, ServerTrigger>(ServerModel.Create, ServerTable.PhaseOf, ServerTable.StateCount, ServerState.ConnectionEstablishment);

    [Fact]
    public void ClientTable_EveryState_HasItsSuperstateAsPhase() =>
        AssertPhases<ClientState, ClientTrigger>(ClientModel.Create, ClientTable.PhaseOf, ClientTable.StateCount, ClientState.ConnectionEstablishment);

    private static void AssertAgreement<TState, TTrigger>(
        Func<TState, StateMachine<TState, TTrigger>> create,
        Func<TState, TTrigger, bool> isPermitted,
        Func<TState, TTrigger, TState> next,
        int stateCount)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        foreach (var state in Enum.GetValues<TState>().Take(stateCount))
        {
            foreach (var trigger in Enum.GetValues<TTrigger>())
            {
                var machine = create(state);
                var permitted = machine.CanFire(trigger);
                Assert.True(permitted == isPermitted(state, trigger), $"{state} × {trigger}: Stateless says {permitted}");
                if (permitted)
                {
                    machine.Fire(trigger);
                    Assert.True(machine.State.Equals(next(state, trigger)), $"{state} × {trigger}: Stateless goes to {machine.State}");
                }
                else
                {
                    Assert.Throws<InvalidOperationException>(() => machine.Fire(trigger));
                    Assert.Throws<InvalidOperationException>(() => next(state, trigger));
                }
            }
        }
    }

    private static void AssertPhases<TState, TTrigger>(
        Func<TState, StateMachine<TState, TTrigger>> create, Func<TState, Phase> phaseOf, int stateCount, TState first)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        foreach (var state in Enum.GetValues<TState>().Take(stateCount))
        {
            var superstates = Enum.GetValues<Phase>()
                .Where(phase => create(state).IsInState(Enum.Parse<TState>(phase.ToString())))
                .ToList();
            Assert.Equal([phaseOf(state)], superstates);
        }

        Assert.Equal(stateCount, Convert.ToInt32(first));
    }
}
