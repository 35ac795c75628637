using Orchestrator.Core.Identity;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Reads requests to create tasks: what cannot be converted is a violation, limits are the validator's.</summary>
static class TaskRequestConversions
{
    /// <param name="at">Path before the request's own fields, with its final dot: empty, or <c>requests[2].</c>.</param>
    public static TaskRequest ToRequest(Violations violations, string at, Proto.CreateTaskRequest request) => new()
    {
        Name = request.Name,
        Work = WorkConversions.ToWork(violations, $"{at}work.", request.Work),
        Priority = EnumConversions.ToPriority(violations, $"{at}priority", request.Priority),
        ExecuteAfter = TimeConversions.ToTime(violations, $"{at}execute_after", request.ExecuteAfter),
        MaxRetries = request.HasMaxRetries ? request.MaxRetries : null,
        Tags = new Dictionary<string, string>(request.Tags),
        Metadata = request.Metadata is { } metadata ? StructConversions.ToJson(violations, $"{at}metadata", metadata) : null,
        Identity = new RequestIdentity(
            IdentityConversions.ToStrategy(violations, $"{at}identity", request.Identity),
            request.IdempotencyKey,
            request.Initiator,
            request.SourceSystem,
            request.CorrelationId),
    };

    /// <summary>Reads and checks a batch: its namespace holds for all, and every request in it for itself.</summary>
    /// <exception cref="InvalidRequestException">With the violations of all requests.</exception>
    public static (string Namespace, IReadOnlyList<NewTask> Tasks) ToNewTasks(
        Proto.BatchCreateTasksRequest batch, TaskRequestValidator validator, string requestId)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", batch.Namespace);
        if (batch.Requests.Count is < 1 or > CreateTasks.MaxBatch)
        {
            violations.Add("requests", $"must be 1 to {CreateTasks.MaxBatch}");
            violations.ThrowIfAny();
        }

        var tasks = new List<NewTask>(batch.Requests.Count);
        for (int i = 0; i < batch.Requests.Count; i++)
        {
            Proto.CreateTaskRequest request = batch.Requests[i];
            string at = $"requests[{i}].";
            if (request.Namespace.Length > 0 && request.Namespace != @namespace)
            {
                violations.Add($"{at}namespace", "must be empty or the batch's");
            }

            if (validator.Validate(violations, at, ToRequest(violations, at, request), requestId) is { } task)
            {
                tasks.Add(task);
            }
        }

        violations.ThrowIfAny();
        return (@namespace, tasks);
    }

    /// <summary>Reads and checks one request.</summary>
    /// <exception cref="InvalidRequestException">With all its violations.</exception>
    public static (string Namespace, NewTask Task) ToNewTask(
        Proto.CreateTaskRequest request, TaskRequestValidator validator, string requestId)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        NewTask? task = validator.Validate(violations, "", ToRequest(violations, "", request), requestId);
        violations.ThrowIfAny();
        return (@namespace, task!);
    }
}
