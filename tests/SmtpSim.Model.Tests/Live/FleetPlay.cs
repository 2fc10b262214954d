using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>Plays a real server to a live fleet: takes its commands in turn and answers each.</summary>
internal sealed class FleetPlay(ClientFleet fleet)
{
    private readonly Queue<FleetCommand> _commands = new();

    /// <summary>What the server announces in its answers to EHLO.</summary>
    public ServiceExtensions Offer { get; init; }

    /// <summary>Replies instead of the usual ones, each given once: the command, and a code.</summary>
    public List<(string Word, int Code)> Instead { get; } = [];

    /// <summary>What the fleet has done so far, a word each.</summary>
    public List<string> Said { get; } = [];

    public FleetCommand Last { get; private set; }

    /// <summary>Goes on until the fleet wants nothing more now.</summary>
    /// <returns>All that it has done so far.</returns>
    public string Run()
    {
        while (Next() is { } word)
            Answer(word);
        return string.Join(' ', Said);
    }

    /// <summary>The fleet's next command, which is left without an answer; null when there is none.</summary>
    public string? Next()
    {
        foreach (ref readonly var command in fleet.TakeCommands())
            _commands.Enqueue(command);
        if (!_commands.TryDequeue(out var next))
            return null;
        Last = next;
        Said.Add(next.Action == FleetAction.Say ? next.Verb.ToString() : next.Action.ToString());
        return Said[^1];
    }

    public void Answer(string word)
    {
        switch (word)
        {
            case "Close":
                break;
            case "Handshake":
                fleet.Secured(Last.Session, fleet.Now);
                break;
            default:
                if (word == "Connect")
                    fleet.Connected(Last.Session, fleet.Now);
                fleet.Replied(Last.Session, Reply.Of(CodeFor(word)), Offer, fleet.Now);
                break;
        }
    }

    private int CodeFor(string word)
    {
        var at = Instead.FindIndex(reply => reply.Word == word);
        if (at >= 0)
        {
            var code = Instead[at].Code;
            Instead.RemoveAt(at);
            return code;
        }

        return word switch { "Connect" or "StartTls" => 220, "Auth" => 235, "Data" => 354, "Quit" => 221, _ => 250 };
    }
}
