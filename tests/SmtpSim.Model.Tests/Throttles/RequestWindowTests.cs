using CsCheck;

namespace SmtpSim.Model.Tests;

/// <summary>The sliding window against a list of times.</summary>
public class RequestWindowTests
{
    [Fact]
    public void Window_AnyRequests_CountsThoseOfTheLastTwelveBins() => Gen.Select(Gen.Int[0, 400], Gen.Bool).Array[1, 100].Sample(steps =>
    {
        const int bin = 100;
        var window = new RequestWindow(12 * bin);
        var (requests, accepts) = (new List<long>(), new List<long>());
        long now = 0;
        foreach (var (gap, accept) in steps)
        {
            now += gap;
            (accept ? accepts : requests).Add(now);
            if (accept)
                window.AddAccept(now);
            else
                window.AddRequest(now);
            Assert.Equal((Recent(requests), Recent(accepts)), (window.Requests, window.Accepts));
        }
        window.Forget(now + 12 * bin);
        Assert.Equal((0, 0), (window.Requests, window.Accepts));

        long Recent(List<long> times) => times.Count(time => time / bin > now / bin - 12);
    });
}
