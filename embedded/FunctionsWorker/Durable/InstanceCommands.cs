using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Commands to one instance: 202 when accepted, 404 without it, 410 once it has ended.</summary>
static class InstanceCommands
{
    public static Task<IResult> RaiseEventAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, async () =>
        {
            if (!request.Http.Request.HasJsonContentType())
                throw new ArgumentException("Only application/json request content is supported.", nameof(request));
            await client.RaiseEventAsync(request.InstanceId, request.Route("eventName")!, await request.ReadJsonAsync(), request.CancellationToken);
        });

    public static Task<IResult> TerminateAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, () => client.TerminateInstanceAsync(
            request.InstanceId, new TerminateInstanceOptions(request.Reason, request.Flag("recursive", otherwise: false)), request.CancellationToken));

    public static Task<IResult> SuspendAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, () => client.SuspendInstanceAsync(request.InstanceId, request.Reason, request.CancellationToken));

    public static Task<IResult> ResumeAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, () => client.ResumeInstanceAsync(request.InstanceId, request.Reason, request.CancellationToken));

    /// <summary>Of a failed instance; 410 for one that ended otherwise.</summary>
    public static async Task<IResult> RewindAsync(DurableTaskClient client, ManagementRequest request)
    {
        if (await client.GetInstanceAsync(request.InstanceId, request.CancellationToken) is not { } instance)
            return Results.NotFound();
        if (instance.IsCompleted && instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
            return Results.StatusCode(StatusCodes.Status410Gone);
        await client.RewindInstanceAsync(request.InstanceId, request.Reason ?? string.Empty, request.CancellationToken);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    public static async Task<IResult> RestartAsync(DurableTaskClient client, ManagementRequest request)
    {
        if (await client.GetInstanceAsync(request.InstanceId, request.CancellationToken) is null)
            return Results.NotFound();
        bool withNewId = request.Flag("restartWithNewInstanceId", otherwise: true);
        try
        {
            return CheckStatus(request, await client.RestartAsync(request.InstanceId, withNewId, request.CancellationToken));
        }
        catch (InvalidOperationException e) when (!withNewId)
        {
            // It lives, and cannot begin again under its own id.
            return Results.Json(new { message = e.Message }, statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>Starts an orchestrator by name, with the JSON body as its input.</summary>
    public static async Task<IResult> StartAsync(DurableTaskClient client, ManagementRequest request)
    {
        JsonElement? input = await request.ReadJsonAsync();
        string instanceId = request.InstanceId is { Length: > 0 } given ? given : Guid.NewGuid().ToString("N");
        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        return CheckStatus(request, await client.ScheduleNewOrchestrationInstanceAsync(
            request.Route("functionName")!, input, options, request.CancellationToken));
    }

    static async Task<IResult> WithRunningAsync(DurableTaskClient client, ManagementRequest request, Func<Task> command)
    {
        if (await client.GetInstanceAsync(request.InstanceId, request.CancellationToken) is not { } instance)
            return Results.NotFound();
        if (instance.IsCompleted)
            return Results.StatusCode(StatusCodes.Status410Gone);
        await command();
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    static IResult CheckStatus(ManagementRequest request, string instanceId)
    {
        HttpManagementPayload payload = request.Addresses(instanceId);
        request.Http.Response.Headers.Location = payload.StatusQueryGetUri;
        request.Http.Response.Headers.RetryAfter = "10";
        return Results.Json(payload, statusCode: StatusCodes.Status202Accepted);
    }
}
