using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Removes ended instances: 200 with their number.</summary>
static class InstancePurges
{
    /// <summary>404 for an instance that does not exist; one that runs is left, and 0 are deleted.</summary>
    public static async Task<IResult> PurgeOneAsync(DurableTaskClient client, ManagementRequest request)
    {
        if (await client.GetInstanceAsync(request.InstanceId, request.CancellationToken) is null)
            return Results.NotFound();
        return Answer(await client.PurgeInstanceAsync(
            request.InstanceId, new PurgeInstanceOptions(request.Flag("recursive", otherwise: false)), request.CancellationToken));
    }

    /// <summary>404 when none matched. Needs <c>createdTimeFrom</c>, so that nobody purges everything by leaving the filter out.</summary>
    public static async Task<IResult> PurgeManyAsync(DurableTaskClient client, ManagementRequest request)
    {
        if (request.Time("createdTimeFrom") is not { } from)
            return Results.Json("Please provide value for 'createdTimeFrom' parameter.", statusCode: StatusCodes.Status400BadRequest);
        PurgeResult result = await client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(from, request.Time("createdTimeTo"), request.Statuses()), request.CancellationToken);
        return result.PurgedInstanceCount == 0 ? Results.NotFound() : Answer(result);
    }

    static IResult Answer(PurgeResult result) => Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
}
