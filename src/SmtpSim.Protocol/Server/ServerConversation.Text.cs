namespace SmtpSim.Protocol;

/// <content>Message text, behind DATA or in chunks.</content>
public sealed partial class ServerConversation
{
    private readonly TextGate _gate = new(policy, offer);
    private DotUnstuffer _text;
    private ChunkArgument _chunk;
    private bool _inChunk;
    private bool _isText;
    private long _chunkLeft;

    private void BeginText()
    {
        _text.Reset();
        _gate.Begin();
    }

    private bool TryReceiveText(ReadOnlySpan<byte> input, out int consumed, out ServerStep step)
    {
        step = default;
        if (!_text.Read(input, _gate, out consumed)) return false;
        step = Session.OnEndOfData(_gate.Length, _gate.FoundBareLineEnd);
        return true;
    }

    /// <summary>Whether the octets of a chunk follow, of a BDAT in order or not: whatever it is answered they are no commands.</summary>
    private bool TryBeginChunk(ReadOnlySpan<byte> argument)
    {
        if (!Session.KnowsChunks || !ChunkArgument.TryParse(argument, out _chunk)) return false;
        _inChunk = true;
        _chunkLeft = _chunk.Size;
        _isText = Session.TakesChunk();
        if (_isText && Session.State != ServerState.ReceivingChunks) BeginText();
        return true;
    }

    private bool TryReceiveChunk(ReadOnlySpan<byte> input, out int consumed, out ServerStep step)
    {
        step = default;
        consumed = (int)Math.Min(input.Length, _chunkLeft);
        _chunkLeft -= consumed;
        if (_isText && consumed > 0) _gate.OnText(input[..consumed]);
        if (_chunkLeft > 0) return false;
        _inChunk = false;
        step = Session.OnChunk(_chunk, _gate.Length, _gate.FoundBareLineEnd && !Session.IsBinary);
        return true;
    }
}
