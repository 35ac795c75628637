using System.Net;
using System.Net.Http.Json;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Histories;

/// <summary>
/// Runs every path of the orchestrators and exports its history as <c>orchestrator history export</c> does. With
/// <c>ORCHESTRATOR_RECORD_HISTORIES=1</c> the files that do not exist yet are written.
/// </summary>
public sealed class RecordingTests : IAsyncLifetime
{
    const string SystemKey = "test-system-key";
    static readonly bool s_writes = Environment.GetEnvironmentVariable("ORCHESTRATOR_RECORD_HISTORIES") == "1";

    static readonly Dictionary<string, Func<RecordingTests, Task<Guid>>> s_paths = new()
    {
        ["run-task-completes"] = test => test.EndAsync(HandlerNames.DebugEcho, new EchoParameters("hello")),
        ["run-task-retries-and-completes"] = test => test.EndAsync(HandlerNames.DebugEcho, new EchoParameters("hello", FailingAttempts: 2)),
        ["run-task-fails-after-retries"] = test => test.EndAsync(HandlerNames.DebugEcho, new EchoParameters("hello", FailingAttempts: 9), maxRetries: 1),
        ["run-task-sleeps"] = test => test.EndAsync(HandlerNames.Sleep, new SleepParameters(test.Host.Ahead.TotalSeconds + 2)),
        ["run-task-waits-for-execute-after"] = test => test.ExecuteAfterAsync(),
        ["run-task-still-waits"] = test => test.StillWaitsAsync(),
        ["run-task-times-out"] = test => test.TimeLimitAsync(),
        ["run-task-survives-a-database-outage"] = test => test.OutageAsync(),
        ["run-task-cancelled-before-start"] = test => test.CancelledBeforeAsync(),
        ["run-task-cancelled-while-running"] = test => test.CancelAsync("Running", HandlerNames.DebugEcho, """{"delay_seconds":600}"""),
        ["run-task-cancelled-in-backoff"] = test => test.CancelAsync("WaitingForBackoff", HandlerNames.DebugEcho, """{"failing_attempts":1}"""),
        ["run-task-cancelled-asleep"] = test => test.CancelAsync("Sleeping", HandlerNames.Sleep, """{"duration_seconds":86000}"""),
    };

    readonly MigratedDatabase _database = new();
    FunctionHost? _host;

    public static IEnumerable<string> Names => s_paths.Keys;

    public static TheoryData<string> Paths => [.. s_paths.Keys];

    FunctionHost Host => _host!;

    TaskTable Tasks => new(_database);

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = await FunctionHost.StartAsync(_database, $"--ORCHESTRATOR_SYSTEM_KEY={SystemKey}");
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Export_OfEveryPath_Replays(string name)
    {
        Guid task = await s_paths[name](this);

        string json = await ExportAsync(RunTaskInput.InstanceIdOf(task, 1));

        StoredInstance recorded = RecordedHistory.Read(json);
        OrchestratorHost host = Host.Services.GetServices<IHostedService>().OfType<RuntimeDurableTaskWorker>().Single().Orchestrators;
        Assert.Null(HistoryReplay.FindDifference(recorded, host));
        Assert.Equal(json, RecordedHistory.Write(recorded));
        Assert.DoesNotContain("\"stack\"", json, StringComparison.Ordinal);
        if (s_writes && !HistoryFiles.Names().Contains(name))
        {
            await HistoryFiles.WriteAsync(name, json);
        }
    }

    [Fact]
    public async Task Export_WithoutKeyOrInstance_IsRefused()
    {
        using HttpResponseMessage keyless = await Host.Http.GetAsync("runtime/webhooks/durabletask/instances/nobody/history");
        using HttpResponseMessage unknown = await SendAsync("nobody");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (keyless.StatusCode, unknown.StatusCode));
    }

    async Task<string> ExportAsync(string instanceId)
    {
        using HttpResponseMessage response = await SendAsync(instanceId);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    async Task<HttpResponseMessage> SendAsync(string instanceId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"runtime/webhooks/durabletask/instances/{instanceId}/history");
        request.Headers.Add("x-functions-key", SystemKey);
        return await Host.Anonymous.SendAsync(request);
    }

    async Task<Guid> EndAsync<T>(string handler, T parameters, int maxRetries = 3)
        where T : ITaskParameters
    {
        Guid id = await Tasks.InsertAsync(handler, parameters, maxRetries);
        await Host.StartAsync(id);
        await Host.EndAsync(id);
        return id;
    }

    async Task<Guid> ExecuteAfterAsync()
    {
        Guid id = await StillWaitsAsync();
        Host.Time.Advance(TimeSpan.FromHours(2));
        await Host.EndAsync(id);
        return id;
    }

    async Task<Guid> StillWaitsAsync()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""", executeAfter: Host.Ahead + TimeSpan.FromHours(1));
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "WaitingForExecuteAfter");
        return id;
    }

    async Task<Guid> TimeLimitAsync()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters(DelaySeconds: 600));
        await Host.StartAsync(id, timeLimit: TimeSpan.FromMinutes(5));
        await Host.UntilAsync(async () => await Tasks.StatusAsync(id) == "running");
        Host.Time.Advance(TimeSpan.FromMinutes(5));
        await Host.EndAsync(id);
        return id;
    }

    /// <summary>The activity cannot reach its table for a while: the call fails, and is called again.</summary>
    async Task<Guid> OutageAsync()
    {
        Guid id = await StillWaitsAsync();
        await Tasks.ExecuteAsync("ALTER TABLE orchestrator.task_executions RENAME TO task_executions_away");
        Host.Time.Advance(TimeSpan.FromHours(2));
        await Host.UntilAsync(async () => (await ExportAsync(RunTaskInput.InstanceIdOf(id, 1))).Contains("TaskFailed", StringComparison.Ordinal));
        await Tasks.ExecuteAsync("ALTER TABLE orchestrator.task_executions_away RENAME TO task_executions");
        await Host.EndAsync(id);
        return id;
    }

    async Task<Guid> CancelledBeforeAsync()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""");
        await Tasks.CancelAsync(id);
        await Host.StartAsync(id);
        await Host.EndAsync(id);
        return id;
    }

    async Task<Guid> CancelAsync(string phase, string handler, string parameters)
    {
        Guid id = await Tasks.InsertAsync(handler, parameters);
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == phase && await Tasks.AttemptsAsync(id) is { Count: 1 });
        await Tasks.CancelAsync(id);
        using HttpResponseMessage raised = await Host.Http.PostAsJsonAsync(
            $"api/instances/task-{id}-1/events/{RunTaskInput.CancelEvent}", new CancelSignal(Guid.NewGuid(), "enough"));
        await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == "Completed");
        return id;
    }
}
