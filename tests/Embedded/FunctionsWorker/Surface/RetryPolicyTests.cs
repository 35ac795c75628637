using Microsoft.DurableTask;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Surface;

public sealed class RetryPolicyTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0, 1, 1, null, null, "maxNumberOfAttempts")]
    [InlineData(1, 0, 1, null, null, "firstRetryInterval")]
    [InlineData(1, 1, 0.9, null, null, "backoffCoefficient")]
    [InlineData(1, 1, double.NaN, null, null, "backoffCoefficient")]
    [InlineData(1, 2, 1, 1, null, "maxRetryInterval")]
    [InlineData(1, 2, 1, null, 1, "retryTimeout")]
    public void New_OutOfRange_NamesTheArgument(int attempts, int first, double coefficient, int? longest, int? timeout, string expected)
        => Assert.Equal(expected, Assert.Throws<ArgumentOutOfRangeException>(
            () => new RetryPolicy(attempts, first * Second, coefficient, longest * Second, timeout * Second)).ParamName);

    [Fact]
    public void New_WithoutLimits_HasOneHourAndNoTimeout()
    {
        RetryPolicy policy = new(3, Second, maxRetryInterval: null, retryTimeout: Timeout.InfiniteTimeSpan);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.Handle(new InvalidOperationException()));
    }

    [Fact]
    public void HandleFailure_OverATaskFailure_DecidesByItsDetails()
    {
        RetryPolicy policy = new(3, Second) { HandleFailure = failure => failure.IsCausedBy<IOException>() };
        Assert.True(policy.Handle(new TaskFailedException("A", 1, new FileNotFoundException())));
        Assert.False(policy.Handle(new TaskFailedException("A", 1, new InvalidOperationException())));
        Assert.Throws<InvalidOperationException>(() => policy.Handle(new IOException()));
    }
}
