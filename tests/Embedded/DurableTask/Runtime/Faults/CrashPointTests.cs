using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>
/// Each commit of the work is the one that breaks in some run; and in other runs the first one fails, then one succeeds, then two,
/// three, ... between failures, until nothing fails but the first. After each run the result is exact, each result was applied once, no message is left.
/// </summary>
public sealed class CrashPointTests
{
    const string Expected = "0,2,4,6|child:7|event|42";

    [Theory, InlineData(Fault.LostBefore), InlineData(Fault.LostAfter), InlineData(Fault.Transient), InlineData(Fault.Refused)]
    public async Task Work_WithOneCommitBroken_EndsExactly_WhicheverItIs(Fault fault)
    {
        int broken = 1;
        while (await RunAsync(n => n == broken ? fault : Fault.None) > 0) broken++;
        Assert.True(broken > 8, $"the work took only {broken} commits");
    }

    [Theory, InlineData(Fault.LostBefore), InlineData(Fault.LostAfter), InlineData(Fault.Transient), InlineData(Fault.Refused)]
    public async Task Work_WithFailuresFartherAndFartherApart_EndsExactly(Fault fault)
    {
        // Refusals make groups be halved and tried again; with every other commit refused, a group of two would meet them by turns for ever.
        int between = fault == Fault.Refused ? 2 : 1;
        while (await RunAsync(n => n % (between + 1) == 1 ? fault : Fault.None) > 1) between++;
        Assert.True(between > 4, $"only {between} runs");
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
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await StartAsync(process.Client, "work", deadline.Token);
        OrchestrationMetadata metadata = await process.Client.WaitForInstanceCompletionAsync("work", true, deadline.Token);
        Assert.Equal(Expected, metadata.ReadOutputAs<string>());
        await Poll.UntilAsync(() => memory.InboxCount == 0);
        Assert.Empty(memory.Poison);
        await AssertAppliedOnceAsync(memory, "work");
        return store.Faults;
    }

    static async Task StartAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync("Work", null,
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

    static async Task AssertAppliedOnceAsync(InMemoryStore memory, string id)
    {
        var stored = await memory.ReadHistoryAsync(id, CancellationToken.None);
        int[] completed = [.. stored!.Turns.SelectMany(t => DurableTask.Runtime.History.HistoryReader.Read(t.Events))
            .OfType<DurableTask.Runtime.History.TaskCompleted>().Select(e => e.TaskScheduledId)];
        Assert.Equal(completed.Distinct(), completed);
    }

    static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("Double", (_, n) => n * 2);
        tasks.AddOrchestratorFunc<int, string>("Child", async (context, n) =>
        {
            await context.CallActivityAsync<int>("Double", n);
            context.SendEvent(context.Parent!.InstanceId, "sent", "event");
            return "child:" + n.ToString(CultureInfo.InvariantCulture);
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
