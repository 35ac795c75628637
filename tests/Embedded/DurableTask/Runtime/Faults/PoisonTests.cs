using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>What no turn can take in is put aside after five tries, and everything else goes on.</summary>
public sealed class PoisonTests
{
    [Fact]
    public async Task Message_ThatTheStoreNeverTakes_IsPutAside_AndTheInstanceGoesOn()
    {
        var memory = new InMemoryStore(TimeProvider.System);
        await using RuntimeProcess process = await StartAsync(memory, "poisonous");
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Wait", CancellationToken.None);
        string other = await process.Client.ScheduleNewOrchestrationInstanceAsync("Wait", CancellationToken.None);
        await memory.SendAsync([new EventMessage(id, new EventRaised("go", "\"poisonous\""))], CancellationToken.None);
        await process.Client.RaiseEventAsync(other, "go", "fine");
        await Poll.UntilAsync(() => memory.Poison.Count == 1);
        Assert.Equal(id, memory.Poison[0].InstanceId);
        Assert.Equal(0, memory.InboxCount);
        await process.Client.RaiseEventAsync(id, "go", "good");
        Assert.Equal("good", await ResultAsync(process.Client, id));
        Assert.Equal("fine", await ResultAsync(process.Client, other));
    }

    [Fact]
    public async Task ActivityResult_ThatTheStoreNeverTakes_FailsTheCall()
    {
        var memory = new InMemoryStore(TimeProvider.System);
        await using RuntimeProcess process = await StartAsync(memory, "poisonous");
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Call", CancellationToken.None);
        Assert.Contains("could not be stored", await ResultAsync(process.Client, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientsOwnMessage_ThatTheStoreNeverTakes_FailsTheClientsCall()
    {
        var memory = new InMemoryStore(TimeProvider.System);
        await using RuntimeProcess process = await StartAsync(memory, "poisonous");
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Wait", CancellationToken.None);
        await Assert.ThrowsAsync<CommitRefusedException>(() => process.Client.RaiseEventAsync(id, "go", "poisonous"));
    }

    static Task<RuntimeProcess> StartAsync(InMemoryStore memory, string never) => RuntimeProcess.StartAsync(
        new FaultyStore(memory, _ => Fault.None, turn => turn.Turn is { } t && Encoding.UTF8.GetString(t.Events).Contains(never, StringComparison.Ordinal)),
        tasks =>
        {
            tasks.AddActivityFunc<string>("Answer", _ => "poisonous");
            tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("go"));
            tasks.AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Answer");
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            });
        });

    static async Task<string> ResultAsync(DurableTaskClient client, string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return (await client.WaitForInstanceCompletionAsync(id, true, deadline.Token)).ReadOutputAs<string>()!;
    }
}
