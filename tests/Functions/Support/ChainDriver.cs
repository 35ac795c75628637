using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Decisions;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>Does with chains in a function host what the gateway does: the same use cases, over the host's HTTP triggers.</summary>
sealed class ChainDriver(FunctionHost host, TaskTable tasks) : IOrchestrationStarter, IOrchestrationSignalSender
{
    public const string Operator = "manual:ada";
    const string Space = "default";

    SignalDelivery Delivery => new(Service<IOrchestrationSignalStore>(), this);

    ChainWaker Waker => new(new ChainStarter(Starter ?? this, Service<IChainStartStore>()), Delivery);

    /// <summary>In the place of the host's own, for runs that begin.</summary>
    public IOrchestrationStarter? Starter { get; init; }

    public static NewChainTask Node(
        string key, string? message = null, bool failing = false, double delaySeconds = 0, NodeKind kind = NodeKind.Work, JsonObject? options = null) => new(
        Guid.CreateVersion7(),
        key,
        key,
        kind switch { NodeKind.Approval => HandlerNames.Approval, NodeKind.SubChain => HandlerNames.SubChain, _ => HandlerNames.DebugEcho },
        Prompt: null,
        kind is NodeKind.Approval or NodeKind.SubChain
            ? []
            : JsonNode.Parse(ParametersJson.Write(new EchoParameters(message ?? key, delaySeconds, failing ? 20 : 0)))!.AsObject(),
        ExecutionPriority.Normal,
        MaxRetries: 0,
        Retryable: true,
        Skippable: false)
        {
            Kind = kind,
            Options = options ?? [],
        };

    public static NewChain Chain(IReadOnlyList<NewChainTask> nodes, (string Parent, string Child) first, params (string Parent, string Child)[] more) =>
        Chain(nodes, [.. new[] { first }.Concat(more).Select(e => (e.Parent, e.Child, EdgeCondition.OnSuccess))]);

    public static NewChain Chain(IReadOnlyList<NewChainTask> nodes, params (string Parent, string Child, EdgeCondition Condition)[] edges)
    {
        // As the use cases do: ids in the order of the nodes, which decides what begins first.
        nodes = [.. nodes.Zip(nodes.Select(n => n.Id).OrderBy(id => id.ToString("N"), StringComparer.Ordinal), (node, id) => node with { Id = id })];
        Guid IdOf(string key) => nodes.Single(n => n.NodeKey == key).Id;
        return new NewChain(
            Guid.CreateVersion7(), Space, "test", Description: null, TemplateId: null, [], MaxParallel: null, ContinueOnFailure: false, [],
            IdentityHash: null, CorrelationId: null, nodes,
            [.. edges.Select(e => new NewChainEdge(IdOf(e.Parent), IdOf(e.Child), [], e.Condition, Expression: null))]);
    }

    public async Task StartAsync(NewChain chain)
    {
        await Service<IChainStore>().CreateAsync(chain, "api:test", CancellationToken.None);
        var run = new ChainRunInput(chain.Id, 1);
        Assert.IsType<StartOutcome.Started>(await StartAsync(ChainRunInput.Orchestrator, run.InstanceId, run, CancellationToken.None));
    }

    /// <summary>Makes the run look at its tasks, as whoever has changed them does.</summary>
    public async Task TellAsync(Guid chainId, int run = 1)
    {
        using HttpResponseMessage told = await host.Http.PostAsJsonAsync(
            $"api/instances/{ChainRunInput.InstanceIdOf(chainId, run)}/events/{ChainRunInput.ChangedEvent}", new { });
        told.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for the run to end, moving the clock.</summary>
    public async Task EndAsync(Guid chainId, int run = 1, TimeSpan? within = null)
    {
        InstanceStatus? status = null;
        await host.UntilAsync(
            async () => (status = await FindAsync(ChainRunInput.InstanceIdOf(chainId, run)))?.RuntimeStatus is "Completed" or "Failed" or "Terminated",
            skipTime: true,
            within);
        Assert.Equal(("Completed", null), (status!.RuntimeStatus, status.Failure));
    }

    public async Task<InstanceStatus?> FindAsync(string instanceId)
    {
        using HttpResponseMessage response = await host.Http.GetAsync($"api/instances/{instanceId}");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<InstanceStatus>() : null;
    }

    /// <summary>A line for each node in the order of their keys: key, status, output of a completed one.</summary>
    public async Task<string> NodesAsync(Guid chainId) => string.Join('\n', await tasks.ListAsync(
        """
        SELECT format('%s %s %s', node_key, status, CASE WHEN status IN ('completed', 'completed_with_warnings') THEN coalesce(output, task_output::text) END)
        FROM orchestrator.tasks WHERE chain_id = $1 ORDER BY node_key COLLATE "C"
        """, chainId));

    /// <summary>The same in one line, without outputs: <c>a completed, b pending</c>.</summary>
    public async Task<string> StatusesAsync(Guid chainId) => string.Join(", ", await tasks.ListAsync(
        """SELECT node_key || ' ' || status FROM orchestrator.tasks WHERE chain_id = $1 ORDER BY node_key COLLATE "C" """, chainId));

    public Task<string> StatusAsync(Guid chainId) => ReadAsync("SELECT status::text FROM orchestrator.task_chains WHERE id = $1", chainId);

    public async Task<string> ReadAsync(string sql, Guid id) => Assert.Single(await tasks.ListAsync(sql, id));

    /// <summary>Waits until the nodes stand so, as <see cref="StatusesAsync"/> has them.</summary>
    public Task UntilAsync(Guid chainId, string statuses) => host.UntilAsync(async () => await StatusesAsync(chainId) == statuses);

    public Task RetryAsync(Guid taskId) =>
        new RetryTask(Service<ITaskRepository>(), new TaskStarter(Starter ?? this, Service<ITaskTransitions>()), Waker, Service<IEventNotifier>())
            .ExecuteAsync(Space, taskId, Operator, "try again", CancellationToken.None);

    public Task CancelAsync(Guid taskId) => new CancelTask(Service<ITaskRepository>(), Delivery, Service<IEventNotifier>())
        .ExecuteAsync(Space, taskId, Operator, "enough", CancellationToken.None);

    public Task ResolveAsync(Guid taskId, string output) =>
        new ResolveTask(Service<ITaskRepository>(), Service<ITaskDecisions>(), Waker, Service<IEventNotifier>()).ExecuteAsync(
            Space, taskId, new ManualResult(output, Structured: null, "done by hand"), Operator, CancellationToken.None);

    public Task DecideAsync(Guid taskId, bool approve, string? comment = null, JsonNode? answer = null) =>
        new DecideApproval(Service<ITaskRepository>(), Service<ITaskDecisions>(), Delivery, Service<IEventNotifier>()).ExecuteAsync(
            Space, taskId, approve, comment, answer, Operator, CancellationToken.None);

    public Task<IReadOnlyList<string>> RerunAsync(Guid chainId, params string[] fromNodes) =>
        new RerunChain(Service<IChainChanges>(), Waker, Service<IEventNotifier>())
            .ExecuteAsync(Space, chainId, fromNodes, Operator, "once more", CancellationToken.None);

    public Task SuspendAsync(Guid chainId, string? reason = null) => new SuspendChain(Service<IChainChanges>(), Waker, Service<IEventNotifier>())
        .ExecuteAsync(Space, chainId, Operator, reason, CancellationToken.None);

    public Task ResumeAsync(Guid chainId, string? reason = null) => new ResumeChain(Service<IChainChanges>(), Waker, Service<IEventNotifier>())
        .ExecuteAsync(Space, chainId, Operator, reason, CancellationToken.None);

    public async Task<StartOutcome> StartAsync(string orchestrator, string instanceId, object input, CancellationToken cancellationToken)
    {
        using HttpResponseMessage started = await host.Http.PostAsJsonAsync($"api/orchestrations/{orchestrator}/{instanceId}", input, cancellationToken);
        started.EnsureSuccessStatusCode();
        return new StartOutcome.Started((await started.Content.ReadFromJsonAsync<StartResult>(cancellationToken))!.AlreadyExisted);
    }

    public async Task<SignalOutcome> SendAsync(OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        using HttpResponseMessage sent = await host.Http.PostAsJsonAsync(
            $"api/instances/{signal.InstanceId}/events/{signal.Name}", JsonElement.Parse(signal.Payload!), cancellationToken);
        return sent.IsSuccessStatusCode ? SignalOutcome.Sent : SignalOutcome.NoInstance;
    }

    T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
