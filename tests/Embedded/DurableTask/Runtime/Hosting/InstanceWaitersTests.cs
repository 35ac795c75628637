using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;

namespace Orchestrator.Embedded.DurableTask.Tests.Runtime.Hosting;

public sealed class InstanceWaitersTests
{
    readonly InstanceWaiters _waiters = new();

    [Fact]
    public async Task Signal_SeveralWaiters_TellsEachAndNobodyElse()
    {
        using InstanceWaiters.Waiter first = _waiters.Add("a");
        using InstanceWaiters.Waiter second = _waiters.Add("a");
        using InstanceWaiters.Waiter other = _waiters.Add("b");

        _waiters.Signal(StateOf("a"));

        Assert.Equal(["a", "a"], (await Task.WhenAll(first.Next, second.Next)).Select(s => s!.Instance.InstanceId));
        Assert.False(other.Next.IsCompleted);
    }

    [Fact]
    public async Task Dispose_OneOfTwo_LeavesTheOther()
    {
        InstanceWaiters.Waiter first = _waiters.Add("a");
        using InstanceWaiters.Waiter second = _waiters.Add("a");

        first.Dispose();
        _waiters.Signal(StateOf("a"));

        Assert.Equal("a", (await second.Next)!.Instance.InstanceId);
        Assert.False(first.Next.IsCompleted);
    }

    [Fact]
    public async Task SignalElsewhere_SomeInstances_LetsThoseLook()
    {
        using InstanceWaiters.Waiter here = _waiters.Add("here");
        using InstanceWaiters.Waiter there = _waiters.Add("there");

        _waiters.SignalElsewhere(id => id == "there");

        Assert.Null(await there.Next);
        Assert.False(here.Next.IsCompleted);
    }

    [Fact]
    public async Task AddAndDispose_OnManyThreads_LosesNoWaiter()
    {
        using var together = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                for (int i = 0; i < 20_000; i++)
                {
                    using InstanceWaiters.Waiter mine = _waiters.Add("a");
                    _waiters.Signal(StateOf("a"));
                    Assert.True(mine.Next.IsCompleted);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    static InstanceState StateOf(string id) => new(
        new InstanceRow(1, id, 0, "Any", Version: null, Input: null, Tags: null, Parent: null, DateTimeOffset.UnixEpoch, StartAt: null),
        InstanceStatus.Completed, CustomStatus: null, Output: null, Failure: null, DateTimeOffset.UnixEpoch);
}
