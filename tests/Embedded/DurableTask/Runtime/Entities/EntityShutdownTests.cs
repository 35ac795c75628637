using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>Operations that run as the host ends.</summary>
public sealed class EntityShutdownTests
{
    static readonly EntityInstanceId Id = new("slow", "a");
    readonly InMemoryStore _store = new(TimeProvider.System);
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _waits;

    [Fact]
    public async Task Stop_WhileABatchRuns_KeepsWhatHasEnded_AndLeavesTheRest()
    {
        await StopInTheMiddleAsync(() => _gate.SetResult());
        Assert.Equal("11", (await StateAsync())!.State);
        await AssertNextEndsWithAsync(111, waits: 1);
    }

    [Fact]
    public async Task Operation_FailingWhileTheHostEnds_IsNotCounted_AndRunsAgain()
    {
        await StopInTheMiddleAsync(() => _gate.SetException(new OperationCanceledException("the host ends")));
        Assert.Equal("1", (await StateAsync())!.State);
        await AssertNextEndsWithAsync(111, waits: 2);
    }

    async Task StopInTheMiddleAsync(Action open)
    {
        await using RuntimeProcess process = await StartAsync();
        await process.Client.Entities.SignalEntityAsync(Id, "Add", 1);
        await process.Client.Entities.SignalEntityAsync(Id, "AddAtGate", 10);
        await Poll.UntilAsync(() => Volatile.Read(ref _waits) == 1);
        await process.Client.Entities.SignalEntityAsync(Id, "Add", 100);
        Task stopping = process.StopAsync(CancellationToken.None);
        open();
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    async Task AssertNextEndsWithAsync(int state, int waits)
    {
        await using RuntimeProcess next = await StartAsync();
        await Poll.UntilAsync(async () => (await next.Client.Entities.GetEntityAsync<int>(Id))?.State == state);
        await Poll.UntilAsync(() => _store.InboxCount == 0);
        Assert.Equal(waits, _waits);
    }

    async Task<DurableTask.Runtime.Entities.EntityRow?> StateAsync() =>
        (await _store.ReadEntitiesAsync([Id.ToString()], CancellationToken.None)).SingleOrDefault();

    Task<RuntimeProcess> StartAsync() => RuntimeProcess.StartAsync(_store, tasks => tasks.AddEntity("Slow", _ => new SlowEntity(this)));

    sealed class SlowEntity(EntityShutdownTests test) : TaskEntity<int>
    {
        public void Add(int n) => State += n;

        public async Task AddAtGate(int n)
        {
            if (Interlocked.Increment(ref test._waits) == 1) await test._gate.Task;
            State += n;
        }
    }
}
