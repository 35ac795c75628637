using System.Text.Json;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Tasks;

/// <summary>
/// Starts a pending task's run and moves it to queued. Safe to repeat: the instance exists once, and the first activity may
/// have moved the task on before this does, or even a new run may have begun.
/// </summary>
public sealed class TaskStarter(IOrchestrationStarter starter, ITaskTransitions transitions)
{
    /// <summary>Error type of a task whose start the function host refused.</summary>
    public const string StartRefused = "start_refused";

    /// <param name="actor">Who starts it, for the audit row: <c>api:&lt;client&gt;</c>, <c>system:start-pending-tasks</c>, ...</param>
    /// <returns>
    /// Started: the task is queued or further. Unreachable: it stays pending with wait reason worker. Refused: it has failed.
    /// </returns>
    public async Task<StartOutcome> StartAsync(RunTaskInput input, string actor, CancellationToken cancellationToken)
    {
        StartOutcome outcome = await starter.StartAsync(RunTaskInput.Orchestrator, input.InstanceId, input, cancellationToken);
        switch (outcome)
        {
            case StartOutcome.Started:
                await transitions.TryMoveAsync(
                    input.TaskId, input.Run, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, actor, metadata: null, cancellationToken);
                break;
            case StartOutcome.Unreachable:
                await transitions.SetWaitAsync(
                    input.TaskId, TaskRecordStatus.Pending, WaitReason.Worker, until: null, cancellationToken);
                break;
            case StartOutcome.Refused refused:
                string metadata = JsonSerializer.Serialize(new Dictionary<string, string>
                {
                    ["error_type"] = StartRefused,
                    ["error_message"] = $"The function host refused the start ({refused.HttpStatus}): {refused.Reason}",
                });
                await transitions.TryMoveAsync(
                    input.TaskId, input.Run, [TaskRecordStatus.Pending, TaskRecordStatus.Queued], TaskRecordStatus.Failed, actor, metadata,
                    cancellationToken);
                break;
        }

        return outcome;
    }
}
