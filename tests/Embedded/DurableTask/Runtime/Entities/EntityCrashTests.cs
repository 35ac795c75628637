using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>Each commit of the work breaks in some run; after each run every operation has counted once and no lock is left.</summary>
public sealed class EntityCrashTests
{
    [Theory, InlineData(Fault.LostBefore), InlineData(Fault.LostAfter), InlineData(Fault.Transient)]
    public async Task Work_WithOneCommitBroken_EndsExactly_WhicheverItIs(Fault fault)
    {
        int broken = 1;
        while (await RunAsync(n => n == broken ? fault : Fault.None) > 0) broken++;
        Assert.True(broken > 8, $"the work took only {broken} commits");
    }

    [Theory, InlineData(Fault.LostBefore), InlineData(Fault.LostAfter)]
    public async Task Work_WithFailuresFartherAndFartherApart_EndsExactly(Fault fault)
    {
        int between = 1;
        while (await RunAsync(n => n % (between + 1) == 1 ? fault : Fault.None) > 1) between++;
        Assert.True(between > 4, $"only {between} runs");
    }

    [Fact]
    public async Task Operation_WhoseEffectsTheStoreNeverTakes_FailsAlone()
    {
        var memory = new InMemoryStore(TimeProvider.System);
        await using var store = new FaultyStore(memory, _ => Fault.None, turn => turn.Entity?.State?.Length > 3);
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(store, Register);
        EntityInstanceId id = Bank.Account("a");
        string[] ids = await Task.WhenAll(((int[])[1, 2, 10_000, 4, 5]).Select(n => process.Client.ScheduleNewOrchestrationInstanceAsync("Adds", n)));
        int added = 0;
        foreach (string one in ids)
        {
            OrchestrationMetadata ended = await process.Client.WaitForInstanceCompletionAsync(one, getInputsAndOutputs: true);
            if (ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed) added += ended.ReadOutputAs<int>();
            else Assert.Contains("This turn is never taken.", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        }

        Assert.Equal(12, added);
        await process.Client.Entities.SignalEntityAsync(id, "Add", 10_000);
        await process.Client.Entities.SignalEntityAsync(id, "Add", 100);
        await Poll.UntilAsync(async () => (await process.Client.Entities.GetEntityAsync<int>(id))?.State == added + 100);
        await Poll.UntilAsync(() => memory.InboxCount == 0);
        Assert.Empty(memory.Poison);
    }

    /// <returns>The number of commits that were broken.</returns>
    static async Task<int> RunAsync(Func<int, Fault> plan)
    {
        var memory = new InMemoryStore(TimeProvider.System);
        var store = new FaultyStore(memory, plan);
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(store, Register, configure: options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(10);
            options.DeliveriesMax = 100;
        });
        DurableTaskClient client = process.Client;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string[] ids = ["first", "second"];
        foreach (string id in ids) await StartAsync(client, id, deadline.Token);
        foreach (string id in ids)
        {
            OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, true, deadline.Token);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        }

        await Poll.UntilAsync(() => memory.SignalCount == 0 && memory.InboxCount == 0);
        Assert.Empty(memory.Poison);
        var balances = new List<int>();
        await foreach (EntityMetadata<int> account in client.Entities.GetAllEntitiesAsync<int>(new EntityQuery { IncludeTransient = true }))
        {
            Assert.Null(account.LockedBy);
            balances.Add(account.State);
        }

        Assert.Equal([-13, 13, 8], balances);
        return store.Faults;
    }

    static async Task StartAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync("Work", new Transfer("a", "b", id == "first" ? 6 : 7),
                    new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]), cancellationToken);
                return;
            }
            catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
            {
                return;
            }
            catch (IOException)
            {
                // The outcome is unknown: asked again, as a client would.
                await Task.Delay(5, cancellationToken);
            }
        }
    }

    static void Register(DurableTaskRegistry tasks)
    {
        Bank.Register(tasks);
        tasks.AddOrchestratorFunc<int, int>("Adds", async (context, n) =>
        {
            await context.Entities.CallEntityAsync(Bank.Account("a"), "Add", n);
            return n;
        });
        tasks.AddOrchestratorFunc<Transfer, int>("Work", async (context, transfer) =>
        {
            await context.Entities.SignalEntityAsync(Bank.Account("c"), "Add", 1);
            await context.Entities.SignalEntityAsync(Bank.Account("c"), "Add", 2, new DateTimeOffset(context.CurrentUtcDateTime).AddMilliseconds(5));
            await context.CallSubOrchestratorAsync<int>("Transfer", transfer);
            await context.Entities.CallEntityAsync(Bank.Account("c"), "Add", 1);
            return 0;
        });
    }
}
