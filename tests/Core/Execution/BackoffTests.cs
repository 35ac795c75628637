using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 16)]
    [InlineData(6, 32)]
    [InlineData(7, 49)]
    [InlineData(8, 64)]
    [InlineData(17, 289)]
    [InlineData(18, 300)]
    [InlineData(1_000_000, 300)]
    public void DelayAfter_WithoutJitter_FollowsTheTable(int failedAttempts, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.DelayAfter(failedAttempts, jitter: 0, retryAfter: null));

    [Theory]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 1.1)]
    [InlineData(4, -1, 7.2)]
    [InlineData(4, 0.5, 8.4)]
    [InlineData(4, 7, 8.8)]
    [InlineData(20, 1, 300)]
    [InlineData(20, -1, 270)]
    public void DelayAfter_WithJitter_VariesByATenthBetweenOneSecondAndTheCap(int failedAttempts, double jitter, double seconds) =>
        Assert.Equal(seconds, Backoff.DelayAfter(failedAttempts, jitter, retryAfter: null).TotalSeconds, precision: 6);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(299.5, 299.5)]
    [InlineData(4000, 300)]
    [InlineData(-5, 0)]
    public void DelayAfter_ServerAsked_IsWhatItAskedForUpToTheCap(double asked, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.DelayAfter(5, jitter: 1, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void DelayAfter_NoFailedAttempt_IsABug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Backoff.DelayAfter(0, jitter: 0, retryAfter: null));
}
