using Grpc.Internal;

namespace Orchestrator.Embedded.Grpc.Tests.Protocol;

public sealed class EncodingTests
{
    [Theory]
    [InlineData("2H", 7_200_000)]
    [InlineData("3M", 180_000)]
    [InlineData("4S", 4_000)]
    [InlineData("5m", 5)]
    [InlineData("99999999m", 99_999_999)]
    public void Timeout_EachUnit_IsDecoded(string header, long milliseconds)
    {
        Assert.True(GrpcTimeout.TryDecode(header, out TimeSpan timeout));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), timeout);
    }

    [Fact]
    public void Timeout_SmallAndLargeValues_AreDecoded()
    {
        Assert.True(GrpcTimeout.TryDecode("6u", out TimeSpan microseconds));
        Assert.Equal(TimeSpan.FromMicroseconds(6), microseconds);
        Assert.True(GrpcTimeout.TryDecode("7n", out TimeSpan nanoseconds));
        Assert.Equal(TimeSpan.FromTicks(1), nanoseconds);
        Assert.True(GrpcTimeout.TryDecode("99999999H", out TimeSpan hours));
        Assert.Equal(GrpcTimeout.Max, hours);
    }

    [Theory]
    [InlineData(0, "1n")]
    [InlineData(1, "1m")]
    [InlineData(10_001, "2m")]
    [InlineData(50_000_000, "5000m")]
    [InlineData(TimeSpan.TicksPerDay * 30, "2592000S")]
    public void Timeout_AnyTime_IsEncodedInEightDigitsRoundedUp(long ticks, string header) =>
        Assert.Equal(header, GrpcTimeout.Encode(TimeSpan.FromTicks(ticks)));

    [Theory]
    [InlineData("plain ~", "plain ~")]
    [InlineData("100%", "100%25")]
    [InlineData("ä\r\n", "%C3%A4%0D%0A")]
    [InlineData("😀", "%F0%9F%98%80")]
    public void Message_AnyText_IsPercentEncodedAndBack(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
    }

    [Fact]
    public void Message_BadEscape_StaysAsItIs() => Assert.Equal("50% of %zz", PercentEncoding.Decode("50% of %zz"));
}
