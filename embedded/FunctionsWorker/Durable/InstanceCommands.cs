using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Commands to one instance: 202 when accepted, 404 without it, 410 once it has ended.</summary>
static class InstanceCommands
{
    public static Task<IResult> RaiseEventAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, async _ =>
        {
            if (!request.Http.Request.HasJsonContentType())
                return ManagementErrors.Error(StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            await client.RaiseEventAsync(request.InstanceId, request.Route("eventName")!, await request.ReadJsonAsync(), request.CancellationToken);
            return Accepted;
        });

    public static Task<IResult> TerminateAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, async _ =>
        {
            TerminateInstanceOptions options = new(request.Reason, request.Flag("recursive", otherwise: false));
            await client.TerminateInstanceAsync(request.InstanceId, options, request.CancellationToken);
            return Accepted;
        });

    public static Task<IResult> SuspendAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, async status =>
        {
            if (status == OrchestrationRuntimeStatus.Suspended)
                throw new InvalidOperationException($"Instance '{request.InstanceId}' is suspended already.");
            await client.SuspendInstanceAsync(request.InstanceId, request.Reason, request.CancellationToken);
            return Accepted;
        });

    public static Task<IResult> ResumeAsync(DurableTaskClient client, ManagementRequest request)
        => WithRunningAsync(client, request, async status =>
        {
            if (status != OrchestrationRuntimeStatus.Suspended)
                throw new InvalidOperationException($"Instance '{request.InstanceId}' is {status} and cannot be resumed.");
            await client.ResumeInstanceAsync(request.InstanceId, request.Reason, request.CancellationToken);
            return Accepted;
        });

    /// <summary>Of a failed instance; 410 for one that ended otherwise.</summary>
    public static async Task<IResult> RewindAsync(DurableTaskClient client, ManagementRequest request)
    {
        if (await client.GetInstanceAsync(request.InstanceId, request.CancellationToken) is not { } instance)
            return Results.NotFound();
        if (instance.IsCompleted && instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
            return Results.StatusCode(StatusCodes.Status410Gone);
        await client.RewindInstanceAsync(request.InstanceId, request.Reason ?? string.Empty, request.CancellationToken);
        return Accepted;
    }

    static IResult Accepted => Results.StatusCode(StatusCodes.Status202Accepted);

    static async Task<IResult> WithRunningAsync(
        DurableTaskClient client, ManagementRequest request, Func<OrchestrationRuntimeStatus, Task<IResult>> command)
    {
        if (await client.GetInstanceAsync(request.InstanceId, request.CancellationToken) is not { } instance)
            return Results.NotFound();
        return instance.IsCompleted ? Results.StatusCode(StatusCodes.Status410Gone) : await command(instance.RuntimeStatus);
    }
}
