using System.Text.Json.Nodes;
using Orchestrator.Core.Events;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Tasks.Decisions;

/// <summary>Decides an approval that waits. The stored row decides; its orchestration is told after the commit.</summary>
public sealed class DecideApproval(ITaskRepository tasks, ITaskDecisions decisions, SignalDelivery delivery, IEventNotifier notifier)
{
    /// <returns>The task; unchanged when it was decided so before.</returns>
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="TaskStateException">It waits for no decision, or was decided otherwise.</exception>
    public async Task<TaskRecord> ExecuteAsync(
        string @namespace, Guid taskId, bool approve, string? comment, JsonNode? answer, string actor, CancellationToken cancellationToken)
    {
        var decision = new ApprovalDecision(Guid.CreateVersion7(), approve, actor, comment, answer);
        DecideOutcome outcome = await decisions.DecideAsync(@namespace, taskId, decision, cancellationToken)
            ?? throw new TaskNotFoundException(@namespace, taskId);
        if (outcome.Signal is { } signal)
        {
            notifier.NotifyCommitted();

            // The row is written, so the caller's patience no longer matters; the sender ends by itself.
            await delivery.TryDeliverAsync(signal, CancellationToken.None);
        }
        else if (outcome.Existing is not { } existing)
        {
            throw new TaskStateException(taskId, outcome.Status, "it waits for no decision");
        }
        else if (existing.IsApproved != approve)
        {
            throw new TaskStateException(taskId, outcome.Status, $"it was {existing.Word} by {existing.By}");
        }

        return await tasks.FindAsync(@namespace, taskId, cancellationToken) ?? throw new TaskNotFoundException(@namespace, taskId);
    }
}
