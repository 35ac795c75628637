using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Validation;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Http;

/// <summary>HTTP triggers for instances that exist.</summary>
public static class Instances
{
    [Function("GetInstance")]
    public static async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = FunctionRoutes.Instance)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string instanceId,
        CancellationToken cancellationToken)
    {
        OrchestrationMetadata? found = InstanceIds.IsValid(instanceId)
            ? await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken)  // else without custom status
            : null;
        return found is null ? Problems.NoInstance(instanceId) : Results.Json(StatusOf(found));
    }

    [Function("RaiseEvent")]
    public static Task<IResult> RaiseEventAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = FunctionRoutes.RaiseEvent)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string instanceId,
        string eventName,
        CancellationToken cancellationToken) =>
        TellAsync(client, instanceId, async () =>
        {
            if (!InstanceIds.IsValid(eventName))
            {
                throw new InvalidRequestException("eventName", "must be 1 to 100 letters, digits, or any of - _ . :");
            }

            JsonElement? payload = await RequestBody.ReadAsync(request, cancellationToken);
            await client.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);
        }, cancellationToken);

    [Function("Terminate")]
    public static Task<IResult> TerminateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = FunctionRoutes.Terminate)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string instanceId,
        CancellationToken cancellationToken) =>
        TellAsync(client, instanceId, async () =>
        {
            TerminateRequest? body = request.ContentLength is 0
                ? null
                : (await RequestBody.ReadAsync(request, cancellationToken))?.Deserialize<TerminateRequest>(JsonSerializerOptions.Web);
            await client.TerminateInstanceAsync(
                instanceId, new TerminateInstanceOptions { Output = body?.Reason, Recursive = true }, cancellationToken);
        }, cancellationToken);

    [Function("Suspend")]
    public static Task<IResult> SuspendAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = FunctionRoutes.Suspend)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string instanceId,
        CancellationToken cancellationToken) =>
        TellAsync(client, instanceId, () => client.SuspendInstanceAsync(instanceId, reason: null, cancellationToken), cancellationToken);

    [Function("Resume")]
    public static Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = FunctionRoutes.Resume)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string instanceId,
        CancellationToken cancellationToken) =>
        TellAsync(client, instanceId, () => client.ResumeInstanceAsync(instanceId, reason: null, cancellationToken), cancellationToken);

    static async Task<IResult> TellAsync(
        DurableTaskClient client, string instanceId, Func<Task> tell, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? found = InstanceIds.IsValid(instanceId)
            ? await client.GetInstanceAsync(instanceId, cancellationToken)
            : null;
        if (found is null)
        {
            return Problems.NoInstance(instanceId);
        }

        if (found.IsCompleted)
        {
            return Problems.HasEnded(instanceId, found.RuntimeStatus.ToString());
        }

        try
        {
            await tell();
            return Results.Accepted();
        }
        catch (InvalidRequestException e)
        {
            return Problems.Invalid(e);
        }
        catch (JsonException e)
        {
            return Problems.Invalid(new InvalidRequestException("body", e.Message));
        }
    }

    static InstanceStatus StatusOf(OrchestrationMetadata found) => new(
        found.InstanceId,
        found.Name,
        found.RuntimeStatus.ToString(),
        found.CreatedAt,
        found.LastUpdatedAt,
        found.SerializedCustomStatus,
        found.FailureDetails?.ErrorMessage);
}
