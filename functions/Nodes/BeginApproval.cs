using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Nodes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: begins an attempt of an approval node and publishes its question.</summary>
public sealed class BeginApproval(IExecutionStore store, IApprovalStore approvals, IAttemptInputStore inputs, WorkerIdentity worker)
{
    [Function(nameof(BeginApproval))]
    public async Task<ApprovalStart> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context)
    {
        CancellationToken cancellationToken = context.CancellationToken;
        AttemptStart start = await store.BeginAsync(attempt, worker.Id, cancellationToken);
        if (start is AttemptStart.Settled settled)
        {
            return new ApprovalStart(settled.Outcome, Timeout: null);
        }

        try
        {
            string options = await approvals.ReadOptionsAsync(attempt.TaskId, cancellationToken) ?? "{}";
            ApprovalOptions asked = NodeOptions.Read<ApprovalOptions>(
                await inputs.FillAsync(((AttemptStart.Begun)start).Attempt, options, cancellationToken));
            await approvals.RequestAsync(attempt, asked.Message, asked.Timeout, cancellationToken);
            return new ApprovalStart(Settled: null, asked.Timeout, asked.ApprovesOnTimeout);
        }
        catch (PermanentTaskException e)
        {
            AttemptOutcome failed = await store.FailAsync(attempt, AttemptFailure.Of(e), retryIn: null, cancellationToken);
            return new ApprovalStart(failed, Timeout: null);
        }
    }
}

/// <param name="Settled">Not null: there is nothing to wait for.</param>
/// <param name="Timeout">Null: no limit.</param>
public sealed record ApprovalStart(AttemptOutcome? Settled, TimeSpan? Timeout, bool ApprovesOnTimeout = false);

static class NodeInputs
{
    /// <returns>A node's options with values in the place of placeholders.</returns>
    /// <exception cref="PermanentTaskException">A placeholder has no value.</exception>
    public static async Task<string> FillAsync(
        this IAttemptInputStore inputs, TaskAttempt attempt, string options, CancellationToken cancellationToken)
    {
        AttemptInputs? found = await inputs.ReadAsync(attempt.Key.TaskId, cancellationToken);
        return found is null ? options : found.Fill(attempt with { Prompt = null, Parameters = options }).Parameters;
    }
}
