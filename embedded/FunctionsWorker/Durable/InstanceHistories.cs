using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Clients;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>
/// An instance's history for a replay test, ours alone: <c>showHistory</c> of the real API leaves out which events came in one turn, and the
/// payloads of events.
/// </summary>
static class InstanceHistories
{
    /// <summary>200 with a <see cref="RecordedHistory"/>, of an instance that runs or has ended; 404.</summary>
    public static async Task<IResult> ExportAsync(DurableTaskClient client, ManagementRequest request)
    {
        DurableHub hub = request.Http.RequestServices.GetRequiredService<DurableHub>();
        await hub.OpenAsync(request.CancellationToken);
        StoredInstance? stored = await hub.Store.ReadHistoryAsync(InstanceIdText.Check(request.InstanceId), request.CancellationToken);
        return stored is null ? Results.NotFound() : Results.Text(RecordedHistory.Write(stored), "application/json");
    }
}
