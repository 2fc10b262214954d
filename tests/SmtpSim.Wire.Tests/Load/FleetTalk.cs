using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

/// <summary>One client of a fleet and its dialogue, without a network: octets of the server in, octets of the client out.</summary>
internal sealed class FleetTalk
{
    private readonly ClientFleet _fleet;
    private readonly FleetDialogue _dialogue;
    private readonly FleetSession _session;
    private byte[] _input = [];

    public FleetTalk(Scenario scenario, Credentials? credentials = null, bool trustsNetwork = true, bool mayPipeline = true)
    {
        _fleet = new ClientFleet(scenario);
        _dialogue = new FleetDialogue(_fleet.Addresses, new FleetText(_fleet.Addresses, scenario.Seed), new FleetIdentity(credentials, trustsNetwork));
        _dialogue.Reset(scenario.Clients[0], mayPipeline);
        _fleet.Advance(0);
        _session = _fleet.TakeCommands()[0].Session;
        _fleet.Connected(_session, 0);
    }

    public FleetAction LastAction { get; private set; }

    public bool IsGarbage { get; private set; }

    public ServiceExtensions Offered => _dialogue.Offered;

    public long CountOf(ClientCounter counter) => _fleet.CountOf(counter);

    /// <summary>The server says something.</summary>
    /// <returns>What the client sends then, in the end.</returns>
    public string Hear(string octets)
    {
        _input = [.. _input, .. Encoding.Latin1.GetBytes(octets)];
        while (!IsGarbage && _dialogue.Read(_input, out var consumed, out var reply) is var found)
        {
            _input = _input[consumed..];
            IsGarbage = found == FleetRead.Garbage;
            if (found != FleetRead.Reply)
                break;
            _fleet.Replied(_session, reply, _dialogue.Offered, 0);
            CarryOut();
        }

        return Sent();
    }

    /// <summary>TLS stands.</summary>
    public string Secure()
    {
        _dialogue.Secured();
        _fleet.Secured(_session, 0);
        CarryOut();
        return Sent();
    }

    private void CarryOut()
    {
        foreach (ref readonly var command in _fleet.TakeCommands())
        {
            LastAction = command.Action;
            if (command.Action is FleetAction.Say or FleetAction.Text or FleetAction.Chunk)
                _dialogue.Send(command);
        }
    }

    private string Sent()
    {
        var sent = new StringBuilder();
        while (_dialogue.Output.Length > 0 || _dialogue.Continue())
        {
            sent.Append(Encoding.Latin1.GetString(_dialogue.Output.Waiting.Span));
            _dialogue.Output.Clear();
        }

        return sent.ToString();
    }
}
