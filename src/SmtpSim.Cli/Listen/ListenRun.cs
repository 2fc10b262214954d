using System.Net.Sockets;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>Listens until it is told to stop, shows what goes on, and says at the end what was taken.</summary>
internal sealed class ListenRun(ListenOptions options, Terminal terminal, bool json, bool quiet)
{
    public int Run(TimeSpan? stopAfter)
    {
        using var log = json ? new ListenJson(terminal.Output) : null;
        using var listener = Start(log is null ? options : options with { OnEvent = log.Write });
        if (!quiet)
            terminal.Error.Line($"{listener.Name} listens on {listener.EndPoint}");
        using var display = ListenDisplay.For(terminal.Error, quiet, listener);
        using var interrupt = new Interrupt(atOnce: display.End);
        display.Begin();
        interrupt.Token.WaitHandle.WaitOne(stopAfter ?? Timeout.InfiniteTimeSpan);
        display.Dispose();
        listener.Stop();
        if (!quiet)
            (json ? terminal.Error : terminal.Output).Line(ListenText.Done(listener.Totals(), listener.Elapsed));
        return ExitCode.Ok; // being told to stop is how it ends
    }

    private static Listener Start(ListenOptions options)
    {
        try
        {
            return Listener.Start(options);
        }
        catch (SocketException e)
        {
            var (what, remedy) = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => ("another program has the port", "Stop it, or take another port: --port 0 takes any that is free."),
                SocketError.AddressNotAvailable => ("the address is none of this machine", "Name one that is: --address 127.0.0.1."),
                SocketError.AccessDenied => ("that takes more rights than you have", "Take a port from 1024 on, such as --port 2525."),
                _ => (e.Message, (string?)null),
            };
            throw new CommandException(ExitCode.Unavailable, $"can't listen on {options.EndPoint}: {what}", remedy);
        }
    }
}
