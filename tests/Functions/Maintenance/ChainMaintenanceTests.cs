using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Functions.Maintenance;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Maintenance;

/// <summary>What the timers mend of chains, on a host and a database of each test's own.</summary>
public sealed class ChainMaintenanceTests : HostTests
{
    ChainDriver Chains => new(Host, Tasks);

    DurableTaskClient Client => Host.Services.GetRequiredService<DurableTaskClient>();

    [Fact]
    public async Task StartPendingChains_ChainThatNobodyStarted_RunsIt()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a"), ChainDriver.Node("b")], ("a", "b"));
        await Host.Services.GetRequiredService<IChainStore>().CreateAsync(chain, "api:test", CancellationToken.None);
        await Tasks.ExecuteAsync("UPDATE orchestrator.task_chains SET start_claimed_at = clock_timestamp() - interval '11 s' WHERE id = $1", chain.Id);

        await Host.UntilAsync(async () => await Chains.StatusAsync(chain.Id) == "completed", skipTime: true);

        Assert.Equal("a completed, b completed", await Chains.StatusesAsync(chain.Id));
    }

    [Fact]
    public async Task Hold_ChainWhoseInstanceTheHubDoesNotHave_StartsAgain()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a")]);
        await Host.Services.GetRequiredService<IChainStore>().CreateAsync(chain, "api:test", CancellationToken.None);
        await Tasks.ExecuteAsync("UPDATE orchestrator.task_chains SET run_started_at = clock_timestamp() WHERE id = $1", chain.Id);

        await HoldAsync();

        Assert.Equal("unstarted", await Chains.ReadAsync("SELECT coalesce(run_started_at::text, 'unstarted') FROM orchestrator.task_chains WHERE id = $1", chain.Id));
        await Host.UntilAsync(async () => await Chains.StatusAsync(chain.Id) == "completed", skipTime: true);
    }

    [Fact]
    public async Task Hold_ChainWhoseInstanceWasTerminated_IsCancelled()
    {
        NewChain chain = await StartWaitingAsync();
        string instance = ChainRunInput.InstanceIdOf(chain.Id, 1);
        await Client.TerminateInstanceAsync(instance, new TerminateInstanceOptions(), CancellationToken.None);
        await Host.UntilAsync(async () => (await Chains.FindAsync(instance))!.RuntimeStatus == "Terminated");

        await HoldAsync();

        Assert.Equal("ask cancelled", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("cancelled", await Chains.StatusAsync(chain.Id));
    }

    [Fact]
    public async Task Hold_ChainUnderWay_IsLeftAlone()
    {
        NewChain chain = await StartWaitingAsync();

        await HoldAsync();

        Assert.Equal("running", await Chains.StatusAsync(chain.Id));
        Assert.Equal("Running", (await Chains.FindAsync(ChainRunInput.InstanceIdOf(chain.Id, 1)))!.RuntimeStatus);
    }

    /// <summary>A chain that waits for somebody's decision.</summary>
    async Task<NewChain> StartWaitingAsync()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("ask", kind: Core.Chains.NodeKind.Approval, options: new() { ["message"] = "Go on?" })]);
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "ask running");
        return chain;
    }

    Task HoldAsync() => ActivatorUtilities.CreateInstance<HoldChainsAgainstHub>(Host.Services).HoldAsync(Client, TimeSpan.Zero, CancellationToken.None);
}
