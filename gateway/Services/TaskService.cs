using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Gateway.Identity;
using Orchestrator.Gateway.Interceptors;
using Orchestrator.Protos.V1;
using AnnotateTask = Orchestrator.Core.Tasks.Annotations.AnnotateTask;
using CancelBulkOperation = Orchestrator.Core.Bulk.CancelBulkOperation;
using CancelTask = Orchestrator.Core.Tasks.CancelTask;
using DecideApproval = Orchestrator.Core.Tasks.Decisions.DecideApproval;
using ExplainTask = Orchestrator.Core.Tasks.Explanations.ExplainTask;
using GetBulkOperation = Orchestrator.Core.Bulk.GetBulkOperation;
using GetTask = Orchestrator.Core.Tasks.GetTask;
using GetTaskLineage = Orchestrator.Core.Tasks.Lineage.GetTaskLineage;
using ResolveTask = Orchestrator.Core.Tasks.Decisions.ResolveTask;
using RetryTask = Orchestrator.Core.Tasks.RetryTask;
using StartBulkOperation = Orchestrator.Core.Bulk.StartBulkOperation;

namespace Orchestrator.Gateway.Services;

/// <summary>tasks.proto over the use cases: each call checks the message, runs one of them and maps the result.</summary>
sealed partial class TaskService(
    TaskRequestValidator validator,
    CreateTasks createTasks,
    GetTask getTask,
    ListTasks listTasks,
    CancelTask cancelTask,
    RetryTask retryTask,
    ResolveTask resolveTask,
    DecideApproval decideApproval,
    ExplainTask explainTask,
    GetTaskLineage getTaskLineage,
    AnnotateTask annotateTask,
    StartBulkOperation startBulkOperation,
    GetBulkOperation getBulkOperation,
    CancelBulkOperation cancelBulkOperation,
    ICallerIdentity identity) : Protos.V1.TaskService.TaskServiceBase
{
    public override async Task<CreateTaskResponse> CreateTask(CreateTaskRequest request, ServerCallContext context)
    {
        (string @namespace, NewTask task) = TaskRequestConversions.ToNewTask(request, validator, RequestId.Of(context));
        IReadOnlyList<CreatedTask> created = await createTasks.ExecuteAsync(
            @namespace, [task], identity.ActorOf(context), context.CancellationToken);
        return ToResponse(created[0]);
    }

    public override async Task<BatchCreateTasksResponse> BatchCreateTasks(BatchCreateTasksRequest request, ServerCallContext context)
    {
        (string @namespace, IReadOnlyList<NewTask> tasks) =
            TaskRequestConversions.ToNewTasks(request, validator, RequestId.Of(context));
        IReadOnlyList<CreatedTask> created = await createTasks.ExecuteAsync(
            @namespace, tasks, identity.ActorOf(context), context.CancellationToken);
        return new BatchCreateTasksResponse { Results = { created.Select(ToResponse) } };
    }

    public override async Task<GetTaskResponse> GetTask(GetTaskRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, _) = ReferenceConversions.Read(request.Namespace, "task_id", request.TaskId);
        TaskRecord task = await getTask.ExecuteAsync(@namespace, taskId, context.CancellationToken);
        return new GetTaskResponse { Task = task.ToProto() };
    }

    public override async Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        TaskFilter filter = ListConversions.ToFilter(violations, request);
        TaskPage page = await listTasks.ExecuteAsync(
            filter, request.PageSize, request.PageToken, violations, context.CancellationToken);
        return new ListTasksResponse { Tasks = { page.Tasks.Select(t => t.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<CancelTaskResponse> CancelTask(CancelTaskRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, string? reason) =
            ReferenceConversions.Read(request.Namespace, "task_id", request.TaskId, request.Reason);
        TaskRecord task = await cancelTask.ExecuteAsync(
            @namespace, taskId, identity.ActorOf(context), reason, context.CancellationToken);
        return new CancelTaskResponse { Task = task.ToProto() };
    }

    public override async Task<RetryTaskResponse> RetryTask(RetryTaskRequest request, ServerCallContext context)
    {
        (string @namespace, Guid taskId, string? reason) =
            ReferenceConversions.Read(request.Namespace, "task_id", request.TaskId, request.Reason);
        TaskRecord task = await retryTask.ExecuteAsync(
            @namespace, taskId, identity.ActorOf(context), reason, context.CancellationToken);
        return new RetryTaskResponse { Task = task.ToProto() };
    }

    static CreateTaskResponse ToResponse(CreatedTask created) =>
        new() { Task = created.Task.ToProto(), AlreadyExisted = created.AlreadyExisted };
}
