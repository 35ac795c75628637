using Grpc.Core;
using Orchestrator.Core.Tasks.Explanations;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Protos.V1;
using Note = Orchestrator.Core.Tasks.Annotations.TaskAnnotation;
using TaskLineage = Orchestrator.Core.Tasks.Lineage.TaskLineage;

namespace Orchestrator.Gateway.Services;

/// <summary>What is to be known about a task beside itself: why it stands where it does, its relatives, notes on it.</summary>
sealed partial class TaskService
{
    public override async Task<ExplainTaskResponse> ExplainTask(ExplainTaskRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, _) = ReferenceConversions.Read(request.Namespace, "task_id", request.TaskId);
        TaskExplanation explanation = await explainTask.ExecuteAsync(@namespace, taskId, context.CancellationToken);
        return explanation.ToProto();
    }

    public override async Task<GetTaskLineageResponse> GetTaskLineage(GetTaskLineageRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, _) = ReferenceConversions.Read(request.Namespace, "task_id", request.TaskId);
        TaskLineage lineage = await getTaskLineage.ExecuteAsync(@namespace, taskId, request.DepthMax, context.CancellationToken);
        return lineage.ToProto();
    }

    public override async Task<AnnotateTaskResponse> AnnotateTask(AnnotateTaskRequest request, ServerCallContext context)
    {
        AnnotationRequest note = AnnotationConversions.Read(request);
        Note annotation = await annotateTask.ExecuteAsync(
            note.Namespace, note.TaskId, note.Type, note.Value, identity.ActorOf(context), context.CancellationToken);
        return new AnnotateTaskResponse { Annotation = annotation.ToProto() };
    }

    public override async Task<ListTaskAnnotationsResponse> ListTaskAnnotations(
        ListTaskAnnotationsRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, _) = ReferenceConversions.Read(request.Namespace, "task_id", request.TaskId);
        IReadOnlyList<Note> annotations = await annotateTask.ListAsync(@namespace, taskId, request.Type, context.CancellationToken);
        return new ListTaskAnnotationsResponse { Annotations = { annotations.Select(a => a.ToProto()) } };
    }
}
