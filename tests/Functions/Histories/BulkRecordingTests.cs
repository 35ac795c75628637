using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Functions.Tests.Support;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Histories;

/// <summary>As <see cref="RecordingTests"/>, for the orchestrator of bulk operations.</summary>
public sealed class BulkRecordingTests
{
    const string SystemKey = "test-system-key";
    const string Name = "run-bulk-operation-completes";
    static readonly bool s_writes = Environment.GetEnvironmentVariable("ORCHESTRATOR_RECORD_HISTORIES") == "1";

    [Fact]
    public void History_IsThere() => Assert.True(s_writes || HistoryFiles.Names().Contains(Name), "docs/recorded-histories.md tells how to record it");

    [Fact]
    public async Task Export_OfABulkOperation_Replays()
    {
        await using MigratedDatabase database = await MigratedDatabase.CreateAsync();
        await using FunctionHost host = await FunctionHost.StartAsync(database, $"--ORCHESTRATOR_SYSTEM_KEY={SystemKey}");
        var tasks = new TaskTable(database);
        Guid task = await tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""");
        var operation = new NewBulkOperation(
            Guid.CreateVersion7(),
            BulkAction.Cancel,
            new TaskFilter("default", BulkAction.Cancel.AppliesTo, "", new Dictionary<string, string>(), "", "", CreatedAfter: null, CreatedBefore: null),
            Reason: null,
            IdempotencyKey: null,
            "api:test");
        await host.Services.GetRequiredService<IBulkOperations>().InsertAsync(operation, CancellationToken.None);
        await tasks.ExecuteAsync("UPDATE orchestrator.bulk_operations SET moved_at = clock_timestamp() - interval '11 s'");
        await host.UntilAsync(
            async () => await tasks.ListAsync("SELECT status::text FROM orchestrator.bulk_operations") is ["completed"], skipTime: true);

        string json = await ExportAsync(host, new BulkRunInput(operation.Id).InstanceId);

        Assert.Equal("cancelled", await tasks.StatusAsync(task));
        StoredInstance recorded = RecordedHistory.Read(json);
        OrchestratorHost orchestrators = host.Services.GetServices<IHostedService>().OfType<RuntimeDurableTaskWorker>().Single().Orchestrators;
        Assert.Null(HistoryReplay.FindDifference(recorded, orchestrators));
        if (s_writes && !HistoryFiles.Names().Contains(Name))
        {
            await HistoryFiles.WriteAsync(Name, json);
        }
    }

    static async Task<string> ExportAsync(FunctionHost host, string instanceId)
    {
        string json = "";
        await host.UntilAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"runtime/webhooks/durabletask/instances/{instanceId}/history");
                request.Headers.Add("x-functions-key", SystemKey);
                using HttpResponseMessage response = await host.Anonymous.SendAsync(request);
                json = await response.Content.ReadAsStringAsync();
                return json.Contains("ExecutionCompleted", StringComparison.Ordinal);
            },
            skipTime: true);
        return json;
    }
}
