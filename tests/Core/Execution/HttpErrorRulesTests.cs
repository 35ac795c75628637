using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class HttpErrorRulesTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(422, true)]
    [InlineData(408, false)]
    [InlineData(409, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public void IsPermanent_OfEachStatus_FollowsTheDocs(int status, bool permanent) =>
        Assert.Equal(permanent, HttpErrorRules.IsPermanent(status));

    [Theory]
    [InlineData("7", 7d)]
    [InlineData("0", 0d)]
    [InlineData("1.5", 1.5)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", 30d)]
    [InlineData("Sun, 01 Mar 2026 11:59:00 GMT", 0d)]
    [InlineData("soon", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("-3", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void ParseRetryAfter_SecondsOrDate_IsTheTimeToWait(string? value, double? seconds) =>
        Assert.Equal(seconds, HttpErrorRules.ParseRetryAfter(value, Now)?.TotalSeconds);

    [Fact]
    public void ParseRetryAfter_HugeNumber_IsCapped() =>
        Assert.Equal(Backoff.Cap, HttpErrorRules.ParseRetryAfter("99999999999999999999", Now));
}
