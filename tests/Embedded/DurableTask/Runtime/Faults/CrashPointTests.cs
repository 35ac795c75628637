using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>
/// Each commit of the work is the one that breaks in some run; and in other runs the first one fails, then one succeeds, then two,
/// three, ... between failures, until nothing fails but the first. After each run the result is exact, each result was applied once, no message is left.
/// Every feature's crash points, one by one: Simulation/WriteFaultTests.
/// </summary>
public abstract class CrashPointTests : IAsyncLifetime
{
    const string Expected = "0,2,4,6|child:7|event|42";
    StoreHome? _home;
    int _runs;
    volatile bool _isMended;

    [Theory, InlineData(Fault.LostBefore), InlineData(Fault.LostAfter), InlineData(Fault.Transient), InlineData(Fault.Refused)]
    public async Task Work_WithOneCommitBroken_EndsExactly_WhicheverItIs(Fault fault)
    {
        int broken = 1;
        while (await RunAsync(n => n == broken ? fault : Fault.None) > 0) broken += Step;
        Assert.True(broken > 8, $"the work took only {broken} commits");
    }

    [Theory, InlineData(Fault.LostBefore), InlineData(Fault.LostAfter), InlineData(Fault.Transient), InlineData(Fault.Refused)]
    public async Task Work_WithFailuresFartherAndFartherApart_EndsExactly(Fault fault)
    {
        // Refusals make groups be halved and tried again; with every other commit refused, a group of two would meet them by turns for ever.
        int between = fault == Fault.Refused ? 2 : 1;
        while (await RunAsync(n => n % (between + 1) == 1 ? fault : Fault.None) > 1) between += Step;
        Assert.True(between > 4, $"only {between} runs");
    }

    /// <summary>
    /// A rewind takes back the result, the last turn and the failures before it, wherever they stand: in the first turn's row, among the
    /// others, in the result's. It runs again and ends, whichever commit breaks, before the failure or after.
    /// </summary>
    [Theory]
    [InlineData(Fault.LostBefore, 0), InlineData(Fault.LostAfter, 0), InlineData(Fault.Transient, 0), InlineData(Fault.Refused, 0)]
    [InlineData(Fault.LostBefore, 2), InlineData(Fault.LostAfter, 2), InlineData(Fault.Transient, 2), InlineData(Fault.Refused, 2)]
    public async Task Rewind_WithOneCommitBroken_EndsExactly_WhicheverItIs(Fault fault, int stepsBefore)
    {
        int broken = 1;
        while (await RewindAsync(n => n == broken ? fault : Fault.None, stepsBefore) > 0) broken++;
        Assert.True(broken > 3, $"the work took only {broken} commits");
    }

    /// <summary>How many of the points are passed over for each that is tried.</summary>
    internal abstract int Step { get; }

    internal abstract Task<StoreHome> CreateHomeAsync();

    public async Task InitializeAsync() => _home = await CreateHomeAsync();

    public async Task DisposeAsync() => await _home!.DisposeAsync();

    /// <returns>The number of commits that were broken.</returns>
    Task<int> RunAsync(Func<int, Fault> plan) => RunAsync(plan, async (client, id, cancellationToken) =>
    {
        await StartAsync(client, id, "Work", null, cancellationToken);
        OrchestrationMetadata metadata = await client.WaitForInstanceCompletionAsync(id, true, cancellationToken);
        Assert.Equal(Expected, metadata.ReadOutputAs<string>());
    });

    Task<int> RewindAsync(Func<int, Fault> plan, int stepsBefore)
    {
        _isMended = false;
        return RunAsync(plan, async (client, id, cancellationToken) =>
        {
            await StartAsync(client, id, "Fragile", stepsBefore, cancellationToken);
            OrchestrationMetadata failed = await client.WaitForInstanceCompletionAsync(id, true, cancellationToken);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
            _isMended = true;
            OrchestrationMetadata? metadata = null;
            while (metadata?.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            {
                await RewindAsync(client, id, cancellationToken);
                metadata = await client.WaitForInstanceCompletionAsync(id, true, cancellationToken);
            }

            Assert.Equal($"{stepsBefore}", metadata.ReadOutputAs<string>());
        });
    }

    static async Task RewindAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.RewindInstanceAsync(id, "again", cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The outcome is unknown; or it was rewound by the try before, and has ended or runs.
        }
    }

    async Task<int> RunAsync(Func<int, Fault> plan, Func<DurableTaskClient, string, CancellationToken, Task> work)
    {
        IDurableStore opened = _home!.Open(TimeProvider.System);
        var store = new FaultyStore(opened, plan);
        string id = $"work{++_runs}";
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(store, Register, configure: options =>
        {
            options.HubName = id;
            options.PollInterval = TimeSpan.FromMilliseconds(10);
            options.DeliveriesMax = 100;
        });
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await work(process.Client, id, deadline.Token);
        var reader = new PartitionLease(0, 0, "");
        await Poll.UntilAsync(async () => (await opened.ReadInboxAsync(reader, deadline.Token)).Count == 0);
        if (opened is InMemoryStore memory) Assert.Empty(memory.Poison);
        await AssertAppliedOnceAsync(opened, id);
        return store.Faults;
    }

    static async Task StartAsync(DurableTaskClient client, string id, string name, object? input, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(name, input,
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

    static async Task AssertAppliedOnceAsync(IDurableStore store, string id)
    {
        StoredInstance? stored = await store.ReadHistoryAsync(id, CancellationToken.None);
        int[] completed = [.. stored!.Turns.SelectMany(t => DurableTask.Runtime.History.HistoryReader.Read(t.Events))
            .OfType<DurableTask.Runtime.History.TaskCompleted>().Select(e => e.TaskScheduledId)];
        Assert.Equal(completed.Distinct(), completed);
    }

    void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("Double", (_, n) => n * 2);
        tasks.AddOrchestratorFunc<int, string>("Child", async (context, n) =>
        {
            await context.CallActivityAsync<int>("Double", n);
            context.SendEvent(context.Parent!.InstanceId, "sent", "event");
            return "child:" + n.ToString(CultureInfo.InvariantCulture);
        });
        tasks.AddActivityFunc<string>("Mended", _ => _isMended ? "yes" : throw new InvalidOperationException("not yet"));
        tasks.AddOrchestratorFunc<int, string>("Fragile", async (context, steps) =>
        {
            for (int i = 0; i < steps; i++) await context.CallActivityAsync<int>("Double", i);
            await context.CallActivityAsync("Mended");
            return steps.ToString(CultureInfo.InvariantCulture);
        });
        tasks.AddOrchestratorFunc<int, int>("Looping", async (context, n) =>
        {
            n = await context.CallActivityAsync<int>("Double", n);
            if (n < 40) context.ContinueAsNew(n == 20 ? 21 : n);
            return n;
        });
        tasks.AddOrchestratorFunc<string>("Work", async context =>
        {
            int[] doubled = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => context.CallActivityAsync<int>("Double", i)));
            string child = await context.CallSubOrchestratorAsync<string>("Child", 7);
            string sent = await context.WaitForExternalEvent<string>("sent");
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            int looped = await context.CallSubOrchestratorAsync<int>("Looping", 10);
            return $"{string.Join(',', doubled)}|{child}|{sent}|{looped}";
        });
    }
}

public sealed class InMemoryCrashPointTests : CrashPointTests
{
    internal override int Step => 1;

    // A hub of its own for each run, as this store has but one.
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new FreshHome());

    sealed class FreshHome : StoreHome
    {
        public override IDurableStore Open(TimeProvider time) => new InMemoryStore(time);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

public sealed class PostgresCrashPointTests : CrashPointTests
{
    internal override int Step => Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 1 : 4;

    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
