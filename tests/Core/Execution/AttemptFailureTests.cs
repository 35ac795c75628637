using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Tests.Execution;

public sealed class AttemptFailureTests
{
    [Fact]
    public void Of_Permanent_IsNeverRetried()
    {
        AttemptFailure failure = AttemptFailure.Of(new PermanentTaskException("not_a_file", "is a folder"));

        Assert.Equal(new AttemptFailure("not_a_file", "is a folder", Retryable: false), failure);
        Assert.Null(failure.NextDelay(retriesUsed: 0, maxRetries: 3, jitter: 0));
    }

    [Fact]
    public void Of_Retryable_KeepsWhatTheServerAskedFor()
    {
        AttemptFailure failure = AttemptFailure.Of(new RetryableTaskException("rate_limited", "slow down", TimeSpan.FromSeconds(9)));

        Assert.Equal("rate_limited", failure.ErrorType);
        Assert.Equal(TimeSpan.FromSeconds(9), failure.NextDelay(retriesUsed: 2, maxRetries: 3, jitter: 1));
    }

    [Fact]
    public void Of_AnyOtherException_IsRetryable()
    {
        AttemptFailure failure = AttemptFailure.Of(new FormatException("odd"));

        Assert.Equal(new AttemptFailure("unexpected_error", "FormatException: odd", Retryable: true), failure);
    }

    [Fact]
    public void Of_MessageThatCannotBeStored_IsCutAndCleaned()
    {
        AttemptFailure failure = AttemptFailure.Of(new PermanentTaskException("x", "a\0b\ud800" + new string('z', 10_000)));

        Assert.StartsWith("a\ufffdb\ufffdzzz", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4_000, failure.Message.Length);
    }

    [Theory]
    [InlineData(0, 3, 1d)]
    [InlineData(2, 3, 4d)]
    [InlineData(3, 3, null)]
    [InlineData(0, 0, null)]
    public void NextDelay_CountsTheRetriesOfTheRun(int retriesUsed, int maxRetries, double? seconds) =>
        Assert.Equal(
            seconds, new AttemptFailure("x", "y", Retryable: true).NextDelay(retriesUsed, maxRetries, jitter: 0)?.TotalSeconds);
}
