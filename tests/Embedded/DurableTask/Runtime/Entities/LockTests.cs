using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Conformance;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>Critical sections: exclusive, without deadlock, and over when the orchestration is.</summary>
public abstract class LockTests : ConformanceTests
{
    static readonly EntityInstanceId A = Bank.Account("a");
    static readonly EntityInstanceId B = Bank.Account("b");

    [Fact]
    public async Task Transfers_By50Orchestrations_KeepTheSum()
    {
        string[] accounts = ["a", "b", "c", "d"];
        foreach (string account in accounts) await Client.Entities.SignalEntityAsync(Bank.Account(account), "Set", 1000);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            StartAsync("Transfer", new Transfer(accounts[i % 4], accounts[(i + 1 + (i / 4 % 3)) % 4], i))));
        foreach (string id in ids) Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync(id)).RuntimeStatus);
        await UntilUnlockedAsync();
        int sum = 0;
        foreach (string account in accounts) sum += await BalanceAsync(account);
        Assert.Equal(4000, sum);
        int expected = 1000 + Enumerable.Range(0, 50).Sum(i => (i % 4 == 0 ? -i : 0) + ((i + 1 + (i / 4 % 3)) % 4 == 0 ? i : 0));
        Assert.Equal(expected, await BalanceAsync("a"));
    }

    [Fact]
    public async Task LockedEntity_ServesItsHolderAlone_UntilTheSectionEnds()
    {
        string holder = await StartAsync("Holds");
        await UntilAsync(holder, m => m.SerializedCustomStatus == "\"held\"");
        EntityMetadata[] locked = await ListAsync();
        Assert.All(locked, entity => Assert.Equal(holder, entity.LockedBy));
        Assert.Equal([A, B], locked.Select(entity => entity.Id));
        Assert.False((await Client.Entities.GetAllEntitiesAsync().AsPages().FirstPageAsync()).Values.Any(), "an entity without state is no entity");
        await Client.Entities.SignalEntityAsync(A, "Add", 1);
        string caller = await StartAsync("Gets", "a");
        await Client.RaiseEventAsync(holder, "add", 5);
        await UntilAsync(holder, m => m.SerializedCustomStatus == "\"added\"");
        Assert.Equal(5, (await Client.Entities.GetEntityAsync<int>(A))!.State);
        await RestartProcessAsync();
        await Client.RaiseEventAsync(holder, "leave", 0);
        // What waited for the lock comes in the order of arrival.
        Assert.Equal(6, (await EndAsync(caller)).ReadOutputAs<int>());
        await EndAsync(holder);
        await UntilUnlockedAsync();
    }

    [Theory, InlineData("fail"), InlineData("forget"), InlineData("again"), InlineData("cancel")]
    public async Task Section_OfAnOrchestrationThatEndsOtherwise_Ends(string how)
    {
        string holder = await StartAsync("Holds");
        await UntilAsync(holder, m => m.SerializedCustomStatus == "\"held\"");
        await Client.RaiseEventAsync(holder, how, 0);
        await EndAsync(holder);
        Assert.Equal(0, (await RunAsync("Gets", "a")).ReadOutputAs<int>());
        await UntilUnlockedAsync();
    }

    [Fact]
    public async Task Section_OfATerminatedOrchestration_Ends()
    {
        string holder = await StartAsync("Holds");
        await UntilAsync(holder, m => m.SerializedCustomStatus == "\"held\"");
        await Client.TerminateInstanceAsync(holder);
        await EndAsync(holder);
        Assert.Equal(0, (await RunAsync("Gets", "b")).ReadOutputAs<int>());
        await UntilUnlockedAsync();
    }

    [Fact]
    public async Task LockRequest_OfAnOrchestrationThatIsGoneWhenItIsGranted_GoesBack()
    {
        string holder = await StartAsync("Holds");
        await UntilAsync(holder, m => m.SerializedCustomStatus == "\"held\"");
        string waits = await StartAsync("Holds");
        string overridden = await StartAsync("Holds", options: new StartOrchestrationOptions("same"));
        await UntilAsync(waits, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        await UntilAsync(overridden, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        await Client.TerminateInstanceAsync(waits);
        await EndAsync(waits);
        await StartAsync("Gets", "b", new StartOrchestrationOptions("same") { DedupeStatuses = [] });
        await Client.RaiseEventAsync(holder, "leave", 0);
        await EndAsync(holder);
        Assert.Equal(0, (await EndAsync("same")).ReadOutputAs<int>());
        await UntilUnlockedAsync();
    }

    [Fact]
    public async Task Section_OfAnOrchestrationThatMakesWayForAnother_Ends()
    {
        await StartAsync("Holds", options: new StartOrchestrationOptions("same"));
        await UntilAsync("same", m => m.SerializedCustomStatus == "\"held\"");
        await StartAsync("Gets", "a", new StartOrchestrationOptions("same") { DedupeStatuses = [] });
        Assert.Equal(0, (await EndAsync("same")).ReadOutputAs<int>());
        await UntilUnlockedAsync();
    }

    [Fact]
    public async Task Rules_OfTheCriticalSection_AreKept()
    {
        string[] expected =
        [
            "False",
            "Must await the completion of the lock request prior to calling any entity.",
            "True 2",
            "Must not enter another critical section from within a critical section.",
            "Must not signal a locked entity from a critical section.",
            "Must not call an entity from a critical section if it is not one of the locked entities.",
            "While holding locks, cannot call suborchestrators.",
            "Must not call an entity from a critical section while a prior call to the same entity is still pending.",
            "True 1",
            "True 2",
            "False",
            "The instance id '@child@1' begins with @, which names entities. (Parameter 'instanceId')",
            "The list of entities to lock must not be empty. (Parameter 'entityIds')",
        ];
        Assert.Equal(expected, (await RunAsync("Breaks")).ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task CleanEntityStorage_ReleasesLocksOfWhoeverLivesNoMore_AndNoOthers()
    {
        string holder = await StartAsync("Holds");
        await UntilAsync(holder, m => m.SerializedCustomStatus == "\"held\"");
        EntityRow orphan = new("@account@c", "7", new ParentLink(holder, "Holds", Id: 999_999, Execution: 0, TaskId: 0), Time.GetUtcNow());
        await Process.Hub.Store.CommitAsync(Process.Hub.Owned(0)!.Lease, [new TurnCommit { Entity = orphan }], CancellationToken.None);
        CleanEntityStorageResult result = await Client.Entities.CleanEntityStorageAsync();
        Assert.Equal(new CleanEntityStorageResult { OrphanedLocksReleased = 1 }, result);
        Assert.Equal(7, (await RunAsync("Gets", "c")).ReadOutputAs<int>());
        Assert.All(await ListAsync("account@a"), entity => Assert.Equal(holder, entity.LockedBy));
        await Client.RaiseEventAsync(holder, "leave", 0);
        await EndAsync(holder);
        await UntilUnlockedAsync();
    }

    async Task<int> BalanceAsync(string account) => (await Client.Entities.GetEntityAsync<int>(Bank.Account(account)))!.State;

    Task UntilUnlockedAsync() => Poll.UntilAsync(async () => (await ListAsync()).All(entity => entity.LockedBy is null));

    async Task<EntityMetadata[]> ListAsync(string? prefix = null)
    {
        var found = new List<EntityMetadata>();
        var query = new EntityQuery { InstanceIdStartsWith = prefix, IncludeTransient = true };
        await foreach (EntityMetadata entity in Client.Entities.GetAllEntitiesAsync(query)) found.Add(entity);
        return [.. found];
    }

    protected override void Register(DurableTaskRegistry tasks)
    {
        Bank.Register(tasks);
        tasks.AddOrchestratorFunc<string, int>("Gets", (context, key) => context.Entities.CallEntityAsync<int>(Bank.Account(key), "Get"));
        tasks.AddOrchestratorFunc<string>("Holds", async context =>
        {
            IAsyncDisposable locked = await context.Entities.LockEntitiesAsync(B, A, B);
            context.SetCustomStatus("held");
            Task<int> add = context.WaitForExternalEvent<int>("add");
            Task<int> leave = context.WaitForExternalEvent<int>("leave");
            Task<int> fail = context.WaitForExternalEvent<int>("fail");
            Task<int> forget = context.WaitForExternalEvent<int>("forget");
            Task<int> again = context.WaitForExternalEvent<int>("again");
            Task<int> cancel = context.WaitForExternalEvent<int>("cancel");
            Task<int> first = await Task.WhenAny(add, leave, fail, forget, again, cancel);
            if (first == add)
            {
                await context.Entities.CallEntityAsync(A, "Add", await add);
                context.SetCustomStatus("added");
                await leave;
            }

            if (first == fail) throw new InvalidOperationException("fails in the section");
            if (first == forget) return "forgotten";
            if (first == cancel) throw new OperationCanceledException("given up");
            if (first == again)
            {
                context.ContinueAsNew(preserveUnprocessedEvents: false);
                context.SendEvent(context.InstanceId, "forget", 0);
                return "again";
            }

            await locked.DisposeAsync();
            await locked.DisposeAsync();
            return "left";
        });
        tasks.AddOrchestratorFunc<string>("Child", _ => Task.FromResult("child"));
        tasks.AddOrchestratorFunc<string[]>("Breaks", async context =>
        {
            var said = new List<string>();
            TaskOrchestrationEntityFeature entities = context.Entities;
            void Say() => said.Add(entities.InCriticalSection(out IReadOnlyList<EntityInstanceId>? ids) ? $"True {ids.Count}" : "False");
            async Task TryAsync(Func<Task> rule)
            {
                try
                {
                    await rule();
                    said.Add("nothing");
                }
                catch (Exception e) when (e is InvalidOperationException or ArgumentException)
                {
                    said.Add(e.Message);
                }
            }

            Say();
            Task<IAsyncDisposable> locking = entities.LockEntitiesAsync(A, B);
            await TryAsync(() => entities.CallEntityAsync(A, "Get"));
            IAsyncDisposable locked = await locking;
            Say();
            await TryAsync(() => entities.LockEntitiesAsync(Bank.Account("c")));
            await TryAsync(() => entities.SignalEntityAsync(A, "Add", 1));
            await TryAsync(() => entities.CallEntityAsync(Bank.Account("c"), "Get"));
            await TryAsync(() => context.CallSubOrchestratorAsync<string>("Child"));
            Task<int> pending = entities.CallEntityAsync<int>(A, "Get");
            await TryAsync(() => entities.CallEntityAsync(A, "Get"));
            Say();
            await pending;
            Say();
            await locked.DisposeAsync();
            Say();
            await TryAsync(() => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "@child@1")));
            await TryAsync(() => entities.LockEntitiesAsync(Array.Empty<EntityInstanceId>()));
            return [.. said];
        });
    }
}

file static class PageExtensions
{
    public static async Task<Page<EntityMetadata>> FirstPageAsync(this IAsyncEnumerable<Page<EntityMetadata>> pages)
    {
        await foreach (Page<EntityMetadata> page in pages) return page;
        return new Page<EntityMetadata>([]);
    }
}

public sealed class InMemoryLockTests : LockTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresLockTests : LockTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
