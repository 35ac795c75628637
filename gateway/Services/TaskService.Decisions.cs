using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Decisions;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Services;

/// <summary>What people put in a task's place: a result, a decision.</summary>
sealed partial class TaskService
{
    public override async Task<ResolveTaskResponse> ResolveTask(ResolveTaskRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, ManualResult result) = DecisionConversions.Read(request);
        TaskRecord task = await resolveTask.ExecuteAsync(@namespace, taskId, result, identity.ActorOf(context), context.CancellationToken);
        return new ResolveTaskResponse { Task = task.ToProto() };
    }

    public override async Task<DecideApprovalResponse> DecideApproval(DecideApprovalRequest request, ServerCallContext context)
    {
        DecisionRequest decision = DecisionConversions.Read(request);
        TaskRecord task = await decideApproval.ExecuteAsync(
            decision.Namespace, decision.TaskId, decision.Approve, decision.Comment, decision.Answer, identity.ActorOf(context),
            context.CancellationToken);
        return new DecideApprovalResponse { Task = task.ToProto() };
    }
}
