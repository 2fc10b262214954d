namespace SmtpSim.Protocol;

/// <summary>Takes message text as it comes, in pieces of any size.</summary>
public interface ITextSink
{
    /// <param name="text">A piece, valid during the call only.</param>
    void OnText(ReadOnlySpan<byte> text);
}
