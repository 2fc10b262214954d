using System.Buffers;

namespace SmtpSim.Protocol.Tests;

/// <summary>Feeds a conversation in pieces and keeps what it did not consume, as the owner of a connection does.</summary>
internal sealed class Peer(Peer.Receiver receive)
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private byte[] _pending = [];

    public delegate int Receiver(ReadOnlySpan<byte> input, IBufferWriter<byte> output);

    /// <summary>The most octets that ever had to be kept.</summary>
    public int MostKept { get; private set; }

    public IBufferWriter<byte> Output => _output;

    public void Feed(ReadOnlySpan<byte> octets)
    {
        byte[] buffer = [.. _pending, .. octets];
        var consumed = receive(buffer, _output);
        _pending = buffer[consumed..];
        MostKept = Math.Max(MostKept, _pending.Length);
    }

    /// <summary>Feeds in pieces of the given sizes, over and over; a size of 0 counts as 1.</summary>
    public void Feed(ReadOnlySpan<byte> octets, params ReadOnlySpan<int> sizes)
    {
        for (var i = 0; !octets.IsEmpty; i++)
        {
            var size = Math.Min(octets.Length, Math.Max(1, sizes[i % sizes.Length]));
            Feed(octets[..size]);
            octets = octets[size..];
        }
    }

    /// <summary>What was written since the last call.</summary>
    public string Take()
    {
        var text = Octets.Text(_output.WrittenSpan);
        _output.Clear();
        return text;
    }
}
