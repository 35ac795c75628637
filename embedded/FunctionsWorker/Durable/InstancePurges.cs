using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Removes ended instances: 200 with their number, 404 when there were none.</summary>
static class InstancePurges
{
    public static async Task<IResult> PurgeOneAsync(DurableTaskClient client, ManagementRequest request)
        => Answer(await client.PurgeInstanceAsync(
            request.InstanceId, new PurgeInstanceOptions(request.Flag("recursive", otherwise: false)), request.CancellationToken));

    /// <summary>Needs at least <c>createdTimeFrom</c>, so that nobody purges everything by leaving the filter out.</summary>
    public static async Task<IResult> PurgeManyAsync(DurableTaskClient client, ManagementRequest request)
    {
        DateTimeOffset from = request.Time("createdTimeFrom")
            ?? throw new ArgumentException("Please provide value for 'createdTimeFrom' parameter.", nameof(request));
        return Answer(await client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(from, request.Time("createdTimeTo"), request.Statuses()), request.CancellationToken));
    }

    static IResult Answer(PurgeResult result)
        => result.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
}
