using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Where a message that is too large is refused: at MAIL when the client announced its size (RFC 1870), after the text when it could not.</summary>
public class SizeLimitTests
{
    private static readonly ServerGroup Small = Scene.Server with { MaxMessageBytes = 3999 };

    [Theory]
    [InlineData(true, false, 0, 8 + 2)] // refused at MAIL, then QUIT
    [InlineData(true, true, 1, 14 + 2)] // no EHLO, so no SIZE
    [InlineData(false, true, 1, 14 + 2)]
    [InlineData(false, false, 1, 14 + 2 + 2)] // EHLO refused, HELO
    public void Message_TooLarge_IsRefusedAsSoonAsItsSizeIsKnown(bool esmtp, bool heloOnly, int granted, int latencies)
    {
        var run = Simulation.Run(Scene.Plain.With(Small with { Esmtp = esmtp }).With(Scene.Client with { HeloOnly = heloOnly }));
        Assert.Equal((1L, 1L), (run.Read(552), run.Client[ClientCounter.MessagesBounced]));
        Assert.Equal(granted, run.Read(354));
        Assert.Equal(1, run.Server[ServerCounter.MessagesTooLarge]);
        Assert.Equal(0, run.Server[ServerCounter.MessagesAccepted]);
        Assert.Equal(Scene.Latencies(latencies), run.Client.SessionDuration.Max);
    }

    [Fact]
    public void Message_OfExactlyTheLimit_IsAccepted()
    {
        var run = Simulation.Run(Scene.Plain.With(Small with { MaxMessageBytes = 4000 }));
        Assert.Equal((1L, 4000L), (run.Client[ClientCounter.MessagesDelivered], run.Server[ServerCounter.BytesAccepted]));
    }
}
