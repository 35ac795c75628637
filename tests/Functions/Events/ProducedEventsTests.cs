using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Chains;
using Orchestrator.Functions.Maintenance;
using Orchestrator.Functions.Orchestration;
using Orchestrator.Functions.Tests.Support;
using Orchestrator.Tests.Support;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Events;

/// <summary>One host does all that is done with tasks and chains: every name of docs/events.md that this produces is published, or says why not.</summary>
public sealed class ProducedEventsTests : IAsyncLifetime
{
    readonly DirectoryInfo _plugins = Directory.CreateTempSubdirectory("orchestrator-plugins-");
    readonly EventCounter _counter = new();
    readonly MigratedDatabase _database = new();
    FunctionHost? _host;

    FunctionHost Host => _host!;

    TaskTable Tasks => new(_database);

    ChainDriver Chains => new(Host, Tasks);

    public async Task InitializeAsync()
    {
        SamplePlugin.CopyTo(_plugins);
        await File.WriteAllTextAsync(Path.Combine(_plugins.FullName, "garbage.dll"), "no assembly");
        await _database.InitializeAsync();
        _host = await FunctionHost.StartAsync(
            _database, "--ORCHESTRATOR_CHAIN_HISTORY_EVENTS=100", $"--ORCHESTRATOR_PLUGINS={_plugins.FullName}");
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
        _counter.Dispose();
        _plugins.Delete(recursive: true);
    }

    [Fact]
    public void Names_OfTheGroups_HaveAProducerOrAReason()
    {
        string page = File.ReadAllText(Path.Combine(CloneRoot.Path, "docs", "events.md"));

        Assert.Equal(ProducedNames.OfTheGroups.Order(), ProducedNames.Producers.Keys.Concat(ProducedNames.Unproduced).Order());
        Assert.All(ProducedNames.Unproduced, name => Assert.Contains($"| {name} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_ThatHaveAProducer_AreAllPublished()
    {
        IMeterFactory scope = Host.Services.GetRequiredService<IMeterFactory>();
        await RunTasksAsync();
        await RunLongChainAsync();
        await RunNodesAsync();
        await FailAndGoOnAsync();
        await MendAsync();
        await Host.DisposeAsync();

        List<string> stored = await Tasks.ListAsync("SELECT DISTINCT event_name FROM orchestrator.lifecycle_events");
        HashSet<string> published = [.. stored, .. _counter.Names(scope)];
        string missing = string.Join('\n', ProducedNames.Producers.Where(produced => !published.Contains(produced.Key)).Select(p => $"{p.Key}: {p.Value}"));
        Assert.True(missing.Length == 0, $"never published:\n{missing}");
        Assert.DoesNotContain(published, name => ProducedNames.Unproduced.Contains(name));
    }

    async Task RunTasksAsync()
    {
        Guid retried = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters("hello", FailingAttempts: 1), maxRetries: 1);
        Guid failed = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters("hello", FailingAttempts: 9), maxRetries: 0);
        await Host.StartAsync(retried);
        await Host.StartAsync(failed);
        await Host.EndAsync(retried);
        await Host.EndAsync(failed);
        await Chains.RetryAsync(failed);

        Guid cancelled = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""");
        IExecutionStore store = Host.Services.GetRequiredService<IExecutionStore>();
        var attempt = new AttemptKey(cancelled, 1, 1);
        await store.BeginAsync(attempt, "test", CancellationToken.None);
        await Tasks.CancelAsync(cancelled);
        await store.CompleteAsync(attempt, new HandlerResult("3"), CancellationToken.None);
    }

    async Task RunLongChainAsync()
    {
        string[] keys = [.. Enumerable.Range(0, 26).Select(i => $"n{(char)('a' + i)}")];
        NewChain chain = ChainDriver.Chain(
            [.. keys.Select(key => ChainDriver.Node(key)), ChainDriver.Node("never")],
            [.. keys.Zip(keys.Skip(1)).Select(pair => (pair.First, pair.Second, EdgeCondition.OnSuccess)), ("na", "never", EdgeCondition.OnFailure)]);
        await Chains.StartAsync(chain);
        await Chains.SuspendAsync(chain.Id);
        await Chains.ResumeAsync(chain.Id);
        await Chains.EndAsync(chain.Id);
        await Chains.RerunAsync(chain.Id, "nz");
        await Chains.EndAsync(chain.Id, run: 2);
    }

    async Task RunNodesAsync()
    {
        NewChain chain = ChainDriver.Chain(
            [
                ChainDriver.Node("list", "[1, 2]"),
                ChainDriver.Node("map", "of {{item}}", kind: NodeKind.Map, options: new JsonObject { ["source"] = "list", ["pointer"] = "/json" }),
                ChainDriver.Node("ask", kind: NodeKind.Approval, options: new JsonObject { ["message"] = "Go on?" }),
                ChainDriver.Node("after"),
            ],
            ("list", "map"), ("map", "ask"));
        Guid ask = chain.Tasks[2].Id;
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => await Tasks.FieldAsync(ask, "wait_reason") == "approval", skipTime: true);
        await Chains.DecideAsync(ask, approve: true);
        await Chains.EndAsync(chain.Id);
    }

    async Task FailAndGoOnAsync()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("bad", failing: true), ChainDriver.Node("b")], ("bad", "b"));
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        await Chains.RetryAsync(chain.Tasks[0].Id);
        await Chains.EndAsync(chain.Id, run: 2);

        NewChain alone = ChainDriver.Chain([ChainDriver.Node("bad", failing: true)]);
        await Chains.StartAsync(alone);
        await Chains.EndAsync(alone.Id);
        await Chains.ResolveAsync(alone.Tasks[0].Id, "by hand");

        // Nobody starts this one: its only task is queued, withdrawn, and given a child.
        NewChain stored = ChainDriver.Chain([ChainDriver.Node("a"), ChainDriver.Node("b")]);
        await Host.Services.GetRequiredService<IChainStore>().CreateAsync(stored, "api:test", CancellationToken.None);
        await Tasks.MoveAsync(stored.Tasks[0].Id, "pending", "queued");
        await Tasks.MoveAsync(stored.Tasks[0].Id, "queued", "pending");
        await Tasks.ExecuteAsync(
            "INSERT INTO orchestrator.task_chain_edges (chain_id, parent_task_id, child_task_id) VALUES ($1, $2, $3)",
            stored.Id, stored.Tasks[0].Id, stored.Tasks[1].Id);
    }

    async Task MendAsync()
    {
        DurableTaskClient client = Host.Services.GetRequiredService<DurableTaskClient>();
        OrchestrationAnnouncements announcements = Host.Services.GetRequiredService<OrchestrationAnnouncements>();

        // A chain whose orchestration was ended from outside.
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("ask", kind: NodeKind.Approval, options: new JsonObject { ["message"] = "Go on?" })]);
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => await Tasks.FieldAsync(chain.Tasks[0].Id, "wait_reason") == "approval", skipTime: true);
        string instance = ChainRunInput.InstanceIdOf(chain.Id, 1);
        await client.TerminateInstanceAsync(instance);
        await Host.UntilAsync(async () => (await Chains.FindAsync(instance))!.RuntimeStatus == "Terminated");
        await new HoldChainsAgainstHub(
            Host.Services.GetRequiredService<IChainStartStore>(), announcements, Host.Services.GetRequiredService<ChainAnnouncements>(),
            NullLogger<HoldChainsAgainstHub>.Instance).HoldAsync(client, TimeSpan.Zero, CancellationToken.None);

        // A task whose instance the hub does not have, and one whose start no hub takes.
        Guid lost = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""");
        await Tasks.MoveAsync(lost, "pending", "queued");
        await new HoldTasksAgainstHub(
            Host.Services.GetRequiredService<IStartStore>(), Host.Services.GetRequiredService<IExecutionStore>(), announcements,
            NullLogger<HoldTasksAgainstHub>.Instance).HoldAsync(client, TimeSpan.Zero, CancellationToken.None);
        using IHost away = FunctionHost.Build("Host=none.invalid;Database=none", TimeProvider.System);
        await StartAgedAsync(away.Services.GetRequiredService<DurableTaskClient>());
        await StartAgedAsync(client);
        await Host.UntilAsync(() => Task.FromResult(_counter.Names(Host.Services.GetRequiredService<IMeterFactory>()).Contains("orchestration.no_ready_tasks")), skipTime: true);

        async Task StartAgedAsync(DurableTaskClient over)
        {
            Guid id = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""");
            await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET start_claimed_at = clock_timestamp() - interval '11 s' WHERE id = $1", id);
            await new StartPendingTasks(
                Host.Services.GetRequiredService<IStartStore>(), Host.Services.GetRequiredService<ITaskTransitions>(), announcements, TimeProvider.System,
                NullLogger<StartPendingTasks>.Instance).RunAsync(null!, over, CancellationToken.None);
        }
    }
}
