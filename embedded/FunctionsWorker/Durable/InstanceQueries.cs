using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>One instance, and pages of instances.</summary>
static class InstanceQueries
{
    const string ContinuationHeader = "x-ms-continuation-token";
    const string RetryAfterSeconds = "5";

    /// <summary>202 with <c>Location</c> and <c>Retry-After</c> while it runs, 200 once it has ended, 404.</summary>
    public static async Task<IResult> GetAsync(DurableTaskClient client, ManagementRequest request)
    {
        if (await client.GetInstanceAsync(request.InstanceId, getInputsAndOutputs: true, request.CancellationToken) is not { } instance)
            return Results.NotFound();
        bool showInput = request.Flag("showInput", otherwise: true);
        InstanceStatusPayload payload = InstanceStatusPayload.From(instance, showInput);
        if (request.Flag("showHistory", otherwise: false) && instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending
            && await ReadHistoryAsync(request) is { } stored)
        {
            bool showOutput = request.Flag("showHistoryOutput", otherwise: false);
            payload = payload with { HistoryEvents = InstanceHistory.Describe(stored, showInput, showOutput) };
        }
        if (!instance.IsCompleted)
        {
            request.Http.Response.Headers.Location = request.Http.Request.GetEncodedUrl();
            request.Http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Results.Json(payload, statusCode: StatusCodes.Status202Accepted);
        }
        bool failed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed
            && request.Flag("returnInternalServerErrorOnFailure", otherwise: false);
        return Results.Json(payload, statusCode: failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    // Not by the client: its method for the history returns types of DurableTask.Core.
    static Task<StoredInstance?> ReadHistoryAsync(ManagementRequest request)
        => request.Http.RequestServices.GetRequiredService<DurableHub>().Store.ReadHistoryAsync(request.InstanceId, request.CancellationToken);

    /// <summary>A page; more follow when the answer has a continuation header, which the next request repeats.</summary>
    public static async Task<IResult> ListAsync(DurableTaskClient client, ManagementRequest request)
    {
        string? token = request.Http.Request.Headers[ContinuationHeader].FirstOrDefault();
        int pageSize = request.Number("top") ?? OrchestrationQuery.DefaultPageSize;
        OrchestrationQuery query = new(
            request.Time("createdTimeFrom"),
            request.Time("createdTimeTo"),
            request.Statuses(),
            InstanceIdPrefix: request.Query("instanceIdPrefix"),
            PageSize: pageSize,
            FetchInputsAndOutputs: true,
            ContinuationToken: string.IsNullOrEmpty(token) ? null : token);
        bool showInput = request.Flag("showInput", otherwise: true);
        await foreach (Page<OrchestrationMetadata> page in client.GetAllInstancesAsync(query)
            .AsPages(query.ContinuationToken, pageSize).WithCancellation(request.CancellationToken))
        {
            if (page.ContinuationToken is not null)
                request.Http.Response.Headers[ContinuationHeader] = page.ContinuationToken;
            return Results.Json(page.Values.Select(instance => InstanceStatusPayload.From(instance, showInput)));
        }
        return Results.Json(Array.Empty<InstanceStatusPayload>());
    }
}
