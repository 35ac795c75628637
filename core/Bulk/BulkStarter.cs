using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Bulk;

/// <summary>Starts an operation's orchestration. Safe to repeat: the instance exists once, and the place is in the operation's row.</summary>
public sealed class BulkStarter(IOrchestrationStarter starter, IBulkOperations operations)
{
    /// <returns>Unreachable: the timer starts it later. Refused: the operation has failed.</returns>
    public async Task<StartOutcome> StartAsync(Guid operationId, CancellationToken cancellationToken)
    {
        var input = new BulkRunInput(operationId);
        StartOutcome outcome = await starter.StartAsync(BulkRunInput.Orchestrator, input.InstanceId, input, cancellationToken);
        if (outcome is StartOutcome.Refused refused)
        {
            await operations.FailAsync(
                operationId, $"The function host refused the start ({refused.HttpStatus}): {refused.Reason}", cancellationToken);
        }

        return outcome;
    }
}
