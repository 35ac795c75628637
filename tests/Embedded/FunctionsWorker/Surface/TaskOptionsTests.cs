using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Surface;

public sealed class TaskOptionsTests
{
    [Fact]
    public void SubOrchestrationOptions_Copied_KeepsIdVersionTagsAndRetry()
    {
        TaskRetryOptions retry = new RetryPolicy(2, TimeSpan.FromSeconds(1));
        TaskOptions options = new(retry, new Dictionary<string, string> { ["a"] = "b" }) { Version = "3" };
        SubOrchestrationOptions copy = new(options.WithInstanceId("id"));
        Assert.Equal("id", copy.InstanceId);
        Assert.Equal("3", copy.Version!.Value.Version);
        Assert.Same(retry, copy.Retry);
        Assert.Equal("b", copy.Tags!["a"]);
        Assert.Equal("other", new SubOrchestrationOptions(copy, "other").InstanceId);
    }

    [Fact]
    public void WithDedupeStatuses_AllValid_NamesEachStatusAndKeepsTheRest()
    {
        StartOrchestrationOptions options = new StartOrchestrationOptions("id") { Version = "1" }
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        Assert.Equal(["Completed", "Failed", "Terminated", "Canceled", "Pending", "Running", "Suspended"], options.DedupeStatuses);
        Assert.Equal("id", options.InstanceId);
        Assert.Equal("1", options.Version!.Value.Version);
    }

    [Fact]
    public async Task RetryHandler_Plain_BecomesAsynchronous()
    {
        TaskRetryOptions options = (RetryHandler)(context => context.LastAttemptNumber < 3);
        RetryContext context = new(null!, 2, new("T", "m", null, null, null), TimeSpan.Zero, CancellationToken.None);
        Assert.True(await options.Handler!(context));
        Assert.False(await options.Handler(context with { LastAttemptNumber = 3 }));
    }

    [Fact]
    public async Task Pageable_Pages_AreFetchedUntilTheLast()
    {
        AsyncPageable<int> numbers = Pageable.Create((token, _) => Task.FromResult(
            token is null ? new Page<int>([1, 2], "more") : new Page<int>([3])));
        List<int> seen = [];
        await foreach (int number in numbers)
            seen.Add(number);
        Assert.Equal([1, 2, 3], seen);
    }
}
