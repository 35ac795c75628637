using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Bulk;

/// <summary>Stores an operation, then starts it. Where no worker can be reached it stays pending and starts later.</summary>
public sealed class StartBulkOperation(IBulkOperations operations, BulkStarter starter)
{
    const string FilterField = "filter.";

    /// <param name="violations">What was found already; fields of the filter without the path before them.</param>
    /// <exception cref="InvalidRequestException">Nothing was stored.</exception>
    /// <exception cref="BulkKeyReusedException">Nothing was stored.</exception>
    public async Task<BulkOperation> ExecuteAsync(
        BulkAction action,
        TaskFilter filter,
        string reason,
        string idempotencyKey,
        string actor,
        Violations violations,
        CancellationToken cancellationToken)
    {
        TextRules.Check(violations, "reason", reason, min: 0, max: 500);
        TextRules.Check(violations, "idempotency_key", idempotencyKey, min: 0, max: 255);
        CheckFilter(violations, action, filter);
        violations.ThrowIfAny();

        var operation = new NewBulkOperation(
            Guid.CreateVersion7(),
            action,
            filter.Statuses.Count > 0 ? filter : filter with { Statuses = action.AppliesTo },
            reason.Length == 0 ? null : reason,
            idempotencyKey.Length == 0 ? null : idempotencyKey,
            actor);
        switch (await operations.InsertAsync(operation, cancellationToken))
        {
            case BulkInsertOutcome.Existing { DifferingField: { } field } existing:
                throw new BulkKeyReusedException(existing.Operation.Id, field);
            case BulkInsertOutcome.Existing existing:
                return existing.Operation;
            default:
                // Stored is promised: a caller who hangs up now must not keep it from starting. The start ends by itself.
                await starter.StartAsync(operation.Id, CancellationToken.None);
                return await operations.FindAsync(filter.Namespace, operation.Id, cancellationToken)
                    ?? throw new BulkOperationNotFoundException(filter.Namespace, operation.Id);
        }
    }

    static void CheckFilter(Violations violations, BulkAction action, TaskFilter filter)
    {
        var found = new Violations();
        filter.Check(found);
        for (int i = 0; i < filter.Statuses.Count; i++)
        {
            if (!action.AppliesTo.Contains(filter.Statuses[i]))
            {
                string words = string.Join(", ", action.AppliesTo.Select(TaskStatusNames.Of));
                found.Add($"statuses[{i}]", $"must be one that the action applies to: {words}");
            }
        }

        foreach (FieldViolation violation in found.Found)
        {
            violations.Add(FilterField + violation.Field, violation.Description);
        }
    }
}
