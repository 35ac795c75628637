using Grpc.Core;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Protos.V1;
using Stored = Orchestrator.Core.Bulk.BulkOperation;

namespace Orchestrator.Gateway.Services;

/// <summary>Operations on every task that a filter finds.</summary>
sealed partial class TaskService
{
    public override async Task<StartBulkOperationResponse> StartBulkOperation(StartBulkOperationRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        (Core.Bulk.BulkAction action, TaskFilter filter) = BulkConversions.Read(violations, request);
        Stored operation = await startBulkOperation.ExecuteAsync(
            action, filter, request.Reason, request.IdempotencyKey, identity.ActorOf(context), violations, context.CancellationToken);
        return new StartBulkOperationResponse { Operation = operation.ToProto() };
    }

    public override async Task<GetBulkOperationResponse> GetBulkOperation(GetBulkOperationRequest request, ServerCallContext context)
    {
        (string @namespace, Guid operationId, _) = ReferenceConversions.Read(request.Namespace, "operation_id", request.OperationId);
        Stored operation = await getBulkOperation.ExecuteAsync(@namespace, operationId, context.CancellationToken);
        return new GetBulkOperationResponse { Operation = operation.ToProto() };
    }

    public override async Task<CancelBulkOperationResponse> CancelBulkOperation(
        CancelBulkOperationRequest request, ServerCallContext context)
    {
        (string @namespace, Guid operationId, _) = ReferenceConversions.Read(request.Namespace, "operation_id", request.OperationId);
        Stored operation = await cancelBulkOperation.ExecuteAsync(@namespace, operationId, context.CancellationToken);
        return new CancelBulkOperationResponse { Operation = operation.ToProto() };
    }
}
