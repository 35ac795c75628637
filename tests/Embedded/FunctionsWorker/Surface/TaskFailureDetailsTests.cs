using Microsoft.DurableTask;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Surface;

public sealed class TaskFailureDetailsTests
{
    public sealed class OwnException(string message) : ArgumentException(message);

    [Fact]
    public void FromException_WithCauses_KeepsThemAll()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(new InvalidOperationException("outer", new OwnException("inner")));
        Assert.Equal("System.InvalidOperationException: outer", details.ToString());
        Assert.Equal(typeof(OwnException).FullName, details.InnerFailure!.ErrorType);
        Assert.Null(details.InnerFailure.InnerFailure);
    }

    [Fact]
    public void FromException_OfAFailureOutOfHistory_KeepsItsDetails()
    {
        TaskFailureDetails cause = new("Some.Type", "why", null, null, null);
        TaskFailedException failed = new("Pay", 4, cause);
        Assert.Equal("Task 'Pay' (#4) failed with an unhandled exception: why", failed.Message);
        Assert.Same(cause, TaskFailureDetails.FromException(failed).InnerFailure);
    }

    [Theory]
    [InlineData(typeof(OwnException), true)]
    [InlineData(typeof(ArgumentException), true)]
    [InlineData(typeof(Exception), true)]
    [InlineData(typeof(InvalidOperationException), false)]
    public void IsCausedBy_TypeOrBase_IsTrue(Type type, bool expected)
        => Assert.Equal(expected, TaskFailureDetails.FromException(new OwnException("x")).IsCausedBy(type));

    [Fact]
    public void IsCausedBy_UnknownErrorType_IsFalse()
        => Assert.False(new TaskFailureDetails("No.Such.Type", "x", null, null, null).IsCausedBy<Exception>());

    [Fact]
    public void IsCausedBy_NoExceptionType_IsRefused()
        => Assert.Throws<ArgumentException>(() => TaskFailureDetails.FromException(new OwnException("x")).IsCausedBy(typeof(string)));
}
