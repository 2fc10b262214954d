using System.Text;

namespace SmtpSim.Wire.Tests;

public sealed class MessageBodyTests
{
    [Fact]
    public void Write_AnySize_IsThatLongInShortLines()
    {
        for (var size = 1; size < 1000; size++)
        {
            var text = Encoding.ASCII.GetString(Write(size));
            Assert.Equal(size, text.Length);
            Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
            Assert.True(text.EndsWith("\r\n", StringComparison.Ordinal) || text == "x" || text.EndsWith("\r\nx", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Write_RoomForTheHeader_HasItWhole()
    {
        var text = Encoding.ASCII.GetString(Write(400));
        Assert.StartsWith("From: <a@x>\r\nDate: Thu, 01 Jan 2026 00:00:07 +0000\r\nSubject: Message mta-7/3\r\nTo: <b@y>,\r\n <c@y>\r\nMessage-ID: <mta-7.3@mta-7>\r\n\r\nThe", text);
    }

    private static byte[] Write(int size) => MessageBody.Write(size, Capture.Epoch.AddSeconds(7), "a@x", ["b@y", "c@y"], "mta-7/3");
}
