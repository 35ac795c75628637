using Orchestrator.Core.Bulk;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

static class BulkConversions
{
    /// <returns>Unusable when violations were added.</returns>
    public static (BulkAction Action, TaskFilter Filter) Read(Violations violations, Proto.StartBulkOperationRequest request)
    {
        if (request.Action == Proto.BulkAction.Unspecified || !Enum.IsDefined(request.Action))
        {
            violations.Add("action", "must be cancel or retry");
        }

        if (request.Filter is null)
        {
            violations.Add("filter", "is required; an empty one finds every task of the default namespace");
        }

        var found = new Violations();
        TaskFilter filter = ListConversions.ToFilter(found, request.Filter ?? new Proto.ListTasksRequest());
        foreach (FieldViolation violation in found.Found)
        {
            violations.Add($"filter.{violation.Field}", violation.Description);
        }

        return (request.Action == Proto.BulkAction.Retry ? BulkAction.Retry : BulkAction.Cancel, filter);
    }

    public static Proto.BulkOperation ToProto(this BulkOperation operation) => new()
    {
        Id = operation.Id.ToString("D"),
        Namespace = operation.Namespace,
        Action = (Proto.BulkAction)((int)operation.Action + 1),
        Status = EnumConversions.ToProto(operation.Status),
        Total = operation.Total,
        Done = operation.Done,
        PassedOver = operation.PassedOver,
        ErrorMessage = operation.ErrorMessage ?? "",
        Reason = operation.Reason ?? "",
        CreatedAt = TimeConversions.ToTimestamp(operation.CreatedAt),
        CompletedAt = TimeConversions.ToTimestamp(operation.CompletedAt),
        TriggeredBy = operation.TriggeredBy,
    };
}
