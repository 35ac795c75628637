using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Nodes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Nodes;

/// <summary>
/// Activity: begins an attempt of a sub-chain node. Its chain is made from the template; after a retry the chain of the run before goes on
/// from what failed, so nothing that is done is done twice.
/// </summary>
public sealed class BeginSubChain(
    IExecutionStore store, ISubChainStore nodes, ISubChainFactory factory, IChainChanges chains, IAttemptInputStore inputs, WorkerIdentity worker)
{
    [Function(nameof(BeginSubChain))]
    public async Task<SubChainStart> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context)
    {
        CancellationToken cancellationToken = context.CancellationToken;
        AttemptStart start = await store.BeginAsync(attempt, worker.Id, cancellationToken);
        if (start is AttemptStart.Settled settled)
        {
            return new SubChainStart(settled.Outcome, Chain: null);
        }

        try
        {
            SubChainNode node = await nodes.ReadAsync(attempt.TaskId, cancellationToken)
                ?? throw new PermanentTaskException("not_found", $"Task {attempt.TaskId} is gone.");
            ChainRunInput run = node is { RetriedBy: { } actor, Earlier: { } earlier }
                ? await GoOnAsync(node, earlier, actor, cancellationToken)
                : new ChainRunInput(await CreateAsync(attempt, node, ((AttemptStart.Begun)start).Attempt, cancellationToken), Run: 1);
            return new SubChainStart(Settled: null, run);
        }
        catch (PermanentTaskException e)
        {
            AttemptOutcome failed = await store.FailAsync(attempt, AttemptFailure.Of(e), retryIn: null, cancellationToken);
            return new SubChainStart(failed, Chain: null);
        }
    }

    async Task<ChainRunInput> GoOnAsync(SubChainNode node, EarlierSubChain earlier, string actor, CancellationToken cancellationToken)
    {
        if (earlier.Status is not (TaskRecordStatus.Failed or TaskRecordStatus.Cancelled))
        {
            return new ChainRunInput(earlier.ChainId, earlier.Run);
        }

        RerunOutcome? outcome = await chains.RerunAsync(
            node.Namespace, earlier.ChainId, fromNodes: [], actor, "its node runs again", cancellationToken);
        return outcome?.Wake.Start ?? new ChainRunInput(earlier.ChainId, earlier.Run);
    }

    async Task<Guid> CreateAsync(AttemptKey attempt, SubChainNode node, TaskAttempt begun, CancellationToken cancellationToken)
    {
        SubChainOptions options = NodeOptions.Read<SubChainOptions>(await inputs.FillAsync(begun, node.Options, cancellationToken));
        return await factory.CreateAsync(
            new SubChainRequest(
                attempt.TaskId, attempt.Run, node.Namespace, node.NodeKey, options.TemplateId, options.Template, options.Input ?? [],
                node.CorrelationId, node.TriggeredBy),
            cancellationToken);
    }
}

/// <param name="Settled">Not null: there is nothing to run.</param>
public sealed record SubChainStart(AttemptOutcome? Settled, ChainRunInput? Chain);
