using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Tests.Runtime.Conformance;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>Operations, their results and effects.</summary>
public abstract class EntityTests : ConformanceTests
{
    static readonly EntityInstanceId A = new("Counter", "a");
    static readonly EntityInstanceId B = new("Counter", "b");

    readonly CounterGate _gate = new();

    DurableEntityClient Entities => Client.Entities;

    [Fact]
    public async Task Signals_FromSeveralClients_AllCountOnce()
    {
        await using RuntimeProcess other = await RuntimeProcess.StartAsync(Home.Open(TimeProvider.System), tasks: null);
        DurableEntityClient[] clients = [Entities, other.Client.Entities, Entities, other.Client.Entities];
        await Task.WhenAll(clients.Select(async client =>
        {
            for (int i = 0; i < 250; i++) await client.SignalEntityAsync(A, "Add", 1);
        }));
        await UntilStateAsync(A, 1000);
        EntityMetadata<int> metadata = (await Entities.GetEntityAsync<int>(A))!;
        Assert.Equal(0, metadata.BacklogQueueSize);
        Assert.Null(metadata.LockedBy);
    }

    [Fact]
    public async Task Signals_OfOneClient_RunInTheirOrder()
    {
        EntityInstanceId log = new("log", "x");
        for (int i = 0; i < 100; i++) await Entities.SignalEntityAsync(log, "Write", i);
        await Poll.UntilAsync(async () => (await Entities.GetEntityAsync<List<int>>(log))?.State.Count == 100);
        Assert.Equal(Enumerable.Range(0, 100), (await Entities.GetEntityAsync<List<int>>(log))!.State);
    }

    [Fact]
    public async Task Call_GivesTheResult_AndStateSurvivesARestart()
    {
        Assert.Equal(5, (await RunAsync("AddAndGet", 5)).ReadOutputAs<int>());
        await RestartProcessAsync();
        Assert.Equal(12, (await RunAsync("AddAndGet", 7)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Call_OfAnOperationThatThrows_TakesItsEffectsBack_AndTellsTheCaller()
    {
        await Entities.SignalEntityAsync(A, "Add", 3);
        string told = (await RunAsync("CallsFailing")).ReadOutputAs<string>()!;
        Assert.Equal("Explode of @counter@a: System.InvalidOperationException boom 100 True", told);
        Assert.Equal(3, (await Entities.GetEntityAsync<int>(A))!.State);
        Assert.Null(await Client.GetInstanceAsync("never"));
        Assert.Null(await Entities.GetEntityAsync(B));
    }

    [Fact]
    public async Task Call_OfAnEntityThatNobodyRegistered_FailsClearly()
    {
        OrchestrationMetadata ended = await RunAsync("CallsUnknown");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("No entity task named 'nobody' was found.", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.True(ended.FailureDetails.IsCausedBy<EntityOperationFailedException>());
    }

    [Fact]
    public async Task Effects_OfAnOperation_GoOutWithItsState()
    {
        await Entities.SignalEntityAsync(A, "Spread", 4);
        await UntilStateAsync(B, 4);
        Assert.Equal("\"@counter@a counter 4\"", (await EndAsync("spread-4")).SerializedOutput);
        Assert.Equal(4, (await Entities.GetEntityAsync<int>(A))!.State);
    }

    [Fact]
    public async Task Delete_RemovesTheEntity_AndTheNextOperationBeginsAnew()
    {
        await Entities.SignalEntityAsync(A, "Add", 3);
        await UntilStateAsync(A, 3);
        await Entities.SignalEntityAsync(A, "Delete");
        await Poll.UntilAsync(async () => await Entities.GetEntityAsync(A) is null);
        Assert.Equal(1, (await RunAsync("AddAndGet", 1)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ScheduledSignal_WaitsForItsTime_EvenOverARestart()
    {
        await Entities.SignalEntityAsync(A, "Add", 1, Time.GetUtcNow().AddHours(2));
        await RunAsync("SignalsLater");
        await Entities.SignalEntityAsync(A, "Add", 100);
        await UntilStateAsync(A, 100);
        await RestartProcessAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await Entities.SignalEntityAsync(A, "Add", 100);
        await UntilStateAsync(A, 200);
        Time.Advance(TimeSpan.FromHours(1));
        await UntilStateAsync(A, 211);
        await RestartProcessAsync();
        await Entities.SignalEntityAsync(A, "Add", 1000);
        await UntilStateAsync(A, 1211);
    }

    [Fact]
    public async Task Query_FindsEntitiesAndNoOrchestrations_PageByPage()
    {
        DateTimeOffset before = Time.GetUtcNow();
        foreach (string key in (string[])["a", "b", "c"]) await Entities.SignalEntityAsync(new("Counter", key), "Add", 1);
        await Entities.SignalEntityAsync(new("log", "l"), "Write", 1);
        await Poll.UntilAsync(async () => await CountAsync(null) == 4);
        Time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync("AddAndGet", 1);
        Assert.Equal(3, await CountAsync(new EntityQuery { InstanceIdStartsWith = "COUNTER@", PageSize = 2 }));
        Assert.Equal(1, await CountAsync(new EntityQuery { InstanceIdStartsWith = "@counter@b" }));
        Assert.Equal(3, await CountAsync(new EntityQuery { LastModifiedTo = before.AddSeconds(1) }));
        Assert.Equal(1, await CountAsync(new EntityQuery { LastModifiedFrom = before.AddSeconds(1) }));
        await foreach (EntityMetadata entity in Entities.GetAllEntitiesAsync(new EntityQuery { IncludeState = false })) Assert.False(entity.IncludesState);
        await foreach (OrchestrationMetadata instance in Client.GetAllInstancesAsync()) Assert.Equal("AddAndGet", instance.Name);
    }

    [Fact]
    public async Task Signal_ToAnIdThatNoBackendTakes_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Entities.SignalEntityAsync(new("Counter", "a/b"), "Add", 1));

    [Fact]
    public async Task SlowOperation_HoldsUpNeitherItsClientNorOthers()
    {
        await Entities.SignalEntityAsync(A, "WaitForGate");
        await _gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Entities.SignalEntityAsync(A, "Add", 1);
        await Entities.SignalEntityAsync(B, "Add", 2);
        await UntilStateAsync(B, 2);
        Assert.Null(await Entities.GetEntityAsync(A));
        _gate.Open.TrySetResult();
        await UntilStateAsync(A, 1);
    }

    async Task<int> CountAsync(EntityQuery? query)
    {
        int count = 0;
        await foreach (EntityMetadata _ in Entities.GetAllEntitiesAsync(query)) count++;
        return count;
    }

    Task UntilStateAsync(EntityInstanceId id, int state) =>
        Poll.UntilAsync(async () => await Entities.GetEntityAsync<int>(id) is { } entity && entity.State == state);

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddEntity("Counter", _ => new CounterEntity(_gate));
        tasks.AddEntity<LogEntity>("Log");
        tasks.AddOrchestratorFunc<int, int>("AddAndGet", async (context, n) =>
        {
            await context.Entities.CallEntityAsync(A, "Add", n);
            return await context.Entities.CallEntityAsync<int>(A, "get");
        });
        tasks.AddOrchestratorFunc<string>("CallsFailing", async context =>
        {
            try
            {
                await context.Entities.CallEntityAsync(A, "Explode", 100);
                return "nothing";
            }
            catch (EntityOperationFailedException e)
            {
                return $"{e.OperationName} of {e.EntityId}: {e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage} "
                    + e.FailureDetails.IsCausedBy<InvalidOperationException>();
            }
        });
        tasks.AddOrchestratorFunc<int>("CallsUnknown", context => context.Entities.CallEntityAsync<int>(new("Nobody", "x"), "Get"));
        tasks.AddOrchestratorFunc<int>("SignalsLater", async context =>
        {
            await context.Entities.SignalEntityAsync(A, "Add", 10, new DateTimeOffset(context.CurrentUtcDateTime).AddHours(2));
            return 0;
        });
        tasks.AddOrchestratorFunc<int, string>("Spreads", (context, n) =>
            Task.FromResult($"{context.Parent!.InstanceId} {context.Parent.Name} {n}"));
    }

    internal sealed class CounterGate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class CounterEntity(CounterGate gate) : TaskEntity<int>
    {
        public void Add(int n) => State += n;

        public int Get() => State;

        public void Explode(int n, TaskEntityContext context)
        {
            State += n;
            context.SignalEntity(B, "Add", n);
            context.ScheduleNewOrchestration("Spreads", n, new StartOrchestrationOptions("never"));
            throw new InvalidOperationException($"boom {n}");
        }

        public void Spread(int n)
        {
            State += n;
            Context.SignalEntity(B, "Add", n);
            Context.ScheduleNewOrchestration("Spreads", n, new StartOrchestrationOptions($"spread-{n}"));
        }

        public async Task WaitForGate()
        {
            gate.Entered.TrySetResult();
            await gate.Open.Task;
        }
    }

    sealed class LogEntity : TaskEntity<List<int>>
    {
        public void Write(int line) => State.Add(line);
    }
}

public sealed class InMemoryEntityTests : EntityTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresEntityTests : EntityTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
