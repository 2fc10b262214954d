using Stateless;

namespace SmtpSim.Protocol.Tests;

/// <summary>What the compiler takes and what it refuses, on a small machine of its own.</summary>
public sealed class TransitionTableTests
{
    public enum Light : byte
    {
        Red,
        Green,
        Broken,
        Working,
        Spare,
    }

    public enum Press : byte
    {
        Go,
        Stop,
        Break,
    }

    [Fact]
    public void Compile_NestedStates_InnermostHandlerWins()
    {
        var machine = new StateMachine<Light, Press>(Light.Red);
        machine.Configure(Light.Working).Permit(Press.Stop, Light.Red).Permit(Press.Break, Light.Broken);
        machine.Configure(Light.Red).SubstateOf(Light.Working).Permit(Press.Go, Light.Green);
        machine.Configure(Light.Green).SubstateOf(Light.Working).Ignore(Press.Break).PermitReentry(Press.Go);

        var table = TransitionTable.Compile(machine);

        Assert.Equal((byte)Light.Green, table[(int)Light.Red, (int)Press.Go]);
        Assert.Equal((byte)Light.Broken, table[(int)Light.Red, (int)Press.Break]);
        Assert.Equal((byte)Light.Red, table[(int)Light.Red, (int)Press.Stop]); // inherited and already there: no move
        Assert.Equal((byte)Light.Red, table[(int)Light.Green, (int)Press.Stop]);
        Assert.Equal((byte)Light.Green, table[(int)Light.Green, (int)Press.Break]); // its own Ignore hides the superstate's
        Assert.Equal((byte)Light.Green, table[(int)Light.Green, (int)Press.Go]);
        Assert.Equal(TransitionTable.Illegal, table[(int)Light.Spare, (int)Press.Go]);
        Assert.Equal((byte)Light.Working, table.OutermostOf((int)Light.Green));
    }

    [Fact]
    public void Compile_InternalTransition_DoesNotMove()
    {
        var machine = new StateMachine<Light, Press>(Light.Red);
        machine.Configure(Light.Red).InternalTransition(Press.Stop, () => { });

        Assert.Equal((byte)Light.Red, TransitionTable.Compile(machine)[(int)Light.Red, (int)Press.Stop]);
    }

    [Fact]
    public void Compile_Guard_Throws()
    {
        var machine = new StateMachine<Light, Press>(Light.Red);
        machine.Configure(Light.Red).PermitIf(Press.Go, Light.Green, () => true);

        Assert.Throws<NotSupportedException>(() => TransitionTable.Compile(machine));
    }

    [Fact]
    public void Compile_DynamicDestination_Throws()
    {
        var machine = new StateMachine<Light, Press>(Light.Red);
        machine.Configure(Light.Red).PermitDynamic(Press.Go, () => Light.Green);

        Assert.Throws<NotSupportedException>(() => TransitionTable.Compile(machine));
    }

    [Fact]
    public void Compile_TriggerHandledTwice_Throws()
    {
        var machine = new StateMachine<Light, Press>(Light.Red);
        machine.Configure(Light.Red).Permit(Press.Go, Light.Green).Ignore(Press.Go);

        Assert.Throws<NotSupportedException>(() => TransitionTable.Compile(machine));
    }
}
