using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>
/// Starts and restarts: 202 with the instance's addresses; with <c>timeout</c> in seconds the answer waits so long, and is 200 with the
/// output where the instance completes in time.
/// </summary>
static class InstanceStarts
{
    const string RetryAfterSeconds = "10";

    /// <summary>Starts an orchestrator by name, with the JSON body as its input; 400 for a name that is none.</summary>
    public static async Task<IResult> StartAsync(DurableTaskClient client, ManagementRequest request)
    {
        JsonElement? input = await request.ReadJsonAsync();
        TaskName name = request.Route("functionName")!;
        if (!Registry(request).GetOrchestrators().Any(orchestrator => orchestrator.Key == name))
            throw new ArgumentException($"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function.", nameof(request));
        string instanceId = request.InstanceId is { Length: > 0 } given ? given : Guid.NewGuid().ToString("N");
        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        return await AnswerAsync(
            client, request, await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, request.CancellationToken));
    }

    public static async Task<IResult> RestartAsync(DurableTaskClient client, ManagementRequest request)
    {
        bool withNewId = request.Flag("restartWithNewInstanceId", otherwise: true);
        try
        {
            return await AnswerAsync(client, request, await client.RestartAsync(request.InstanceId, withNewId, request.CancellationToken));
        }
        catch (ArgumentException e)
        {
            return ManagementErrors.Error(StatusCodes.Status400BadRequest, "InstanceId does not match a valid orchestration instance.", e);
        }
    }

    static DurableTaskRegistry Registry(ManagementRequest request)
        => request.Http.RequestServices.GetRequiredService<IOptions<DurableTaskRegistry>>().Value;

    static async Task<IResult> AnswerAsync(DurableTaskClient client, ManagementRequest request, string instanceId)
    {
        if (request.Seconds("timeout") is { } timeout && await EndsWithinAsync(client, request, instanceId, timeout) is { } ended)
        {
            InstanceStatusPayload payload = InstanceStatusPayload.From(ended, showInput: true);
            return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? Results.Json(payload.Output) : Results.Json(payload);
        }
        HttpManagementPayload addresses = request.Addresses(instanceId);
        request.Http.Response.Headers.Location = addresses.StatusQueryGetUri;
        request.Http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Results.Json(addresses, statusCode: StatusCodes.Status202Accepted);
    }

    static async Task<OrchestrationMetadata?> EndsWithinAsync(
        DurableTaskClient client, ManagementRequest request, string instanceId, TimeSpan timeout)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken);
        waiting.CancelAfter(timeout);
        try
        {
            return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, waiting.Token);
        }
        catch (OperationCanceledException) when (!request.Cancelled)
        {
            return null;
        }
    }
}
