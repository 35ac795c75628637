using System.Net;
using System.Net.Http.Json;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
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

    static readonly Dictionary<string, Func<RecordingTests, Task<string>>> s_paths = new()
    {
        ["run-task-completes"] = test => RunOf(test.EndAsync(HandlerNames.DebugEcho, new EchoParameters("hello"))),
        ["run-task-retries-and-completes"] = test => RunOf(test.EndAsync(HandlerNames.DebugEcho, new EchoParameters("hello", FailingAttempts: 2))),
        ["run-task-fails-after-retries"] = test => RunOf(test.EndAsync(HandlerNames.DebugEcho, new EchoParameters("hello", FailingAttempts: 9), maxRetries: 1)),
        ["run-task-sleeps"] = test => RunOf(test.EndAsync(HandlerNames.Sleep, new SleepParameters(test.Host.Ahead.TotalSeconds + 2))),
        ["run-task-waits-for-execute-after"] = test => RunOf(test.ExecuteAfterAsync()),
        ["run-task-still-waits"] = test => RunOf(test.StillWaitsAsync()),
        ["run-task-times-out"] = test => RunOf(test.TimeLimitAsync()),
        ["run-task-survives-a-database-outage"] = test => RunOf(test.OutageAsync()),
        ["run-task-cancelled-before-start"] = test => RunOf(test.CancelledBeforeAsync()),
        ["run-task-cancelled-while-running"] = test => RunOf(test.CancelAsync("Running", HandlerNames.DebugEcho, """{"delay_seconds":600}""")),
        ["run-task-cancelled-in-backoff"] = test => RunOf(test.CancelAsync("WaitingForBackoff", HandlerNames.DebugEcho, """{"failing_attempts":1}""")),
        ["run-task-cancelled-asleep"] = test => RunOf(test.CancelAsync("Sleeping", HandlerNames.Sleep, """{"duration_seconds":86000}""")),
        ["run-chain-completes"] = test => test.ChainAsync(test.Plain()),
        ["run-chain-fails-fast"] = test => test.ChainAsync(ChainDriver.Chain([ChainDriver.Node("a", failing: true), ChainDriver.Node("b")], ("a", "b"))),
        ["run-chain-runs-again"] = test => test.RerunAsync(),
        ["run-chain-suspended-and-resumed"] = test => test.SuspendAsync(),
        ["run-chain-cancelled"] = test => test.CancelNodeAsync(),
        ["run-chain-continued-as-new"] = test => test.ChainAsync(test.Long()),
        ["run-task-reports"] = test => test.ReportAsync(),
        ["run-task-approved"] = test => test.ApproveAsync(),
        ["run-task-maps"] = test => test.MapAsync(map => RunTaskInput.InstanceIdOf(map, 1)),
        ["run-map-slice-completes"] = test => test.MapAsync(map => new MapSliceInput(map, 1, 0, 0, 0, 0).InstanceId),
    };

    readonly MigratedDatabase _database = new();
    FunctionHost? _host;

    public static IEnumerable<string> Names => s_paths.Keys;

    public static TheoryData<string> Paths => [.. s_paths.Keys];

    FunctionHost Host => _host!;

    TaskTable Tasks => new(_database);

    ChainDriver Chains => new(Host, Tasks);

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = await FunctionHost.StartAsync(_database, $"--ORCHESTRATOR_SYSTEM_KEY={SystemKey}", "--ORCHESTRATOR_CHAIN_HISTORY_EVENTS=100");
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
        string json = await ExportAsync(await s_paths[name](this));

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

    static async Task<string> RunOf(Task<Guid> task) => RunTaskInput.InstanceIdOf(await task, 1);

    NewChain Plain() => ChainDriver.Chain(
        [ChainDriver.Node("a"), ChainDriver.Node("b"), ChainDriver.Node("c")],
        ("a", "b", EdgeCondition.OnSuccess), ("a", "c", EdgeCondition.OnFailure));

    /// <summary>More than a run calls itself within the limit of this host.</summary>
    NewChain Long()
    {
        string[] keys = [.. Enumerable.Range(0, 26).Select(i => $"n{(char)('a' + i)}")];
        return ChainDriver.Chain(
            [.. keys.Select(key => ChainDriver.Node(key))], [.. keys.Zip(keys.Skip(1)).Select(pair => (pair.First, pair.Second, EdgeCondition.OnSuccess))]);
    }

    async Task<string> ReportAsync()
    {
        NewChain chain = Long();
        await ChainAsync(chain);
        return RunTaskInput.InstanceIdOf(chain.Tasks[0].Id, 1);
    }

    async Task<string> ChainAsync(NewChain chain)
    {
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        return ChainRunInput.InstanceIdOf(chain.Id, 1);
    }

    async Task<string> RerunAsync()
    {
        NewChain chain = Plain();
        await ChainAsync(chain);
        await Chains.RerunAsync(chain.Id, "b");
        await Chains.EndAsync(chain.Id, run: 2);
        return ChainRunInput.InstanceIdOf(chain.Id, 2);
    }

    async Task<string> SuspendAsync()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a", delaySeconds: 2), ChainDriver.Node("b")], ("a", "b"));
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "a running, b pending");
        await Chains.SuspendAsync(chain.Id);
        await Host.UntilAsync(async () => await Tasks.FieldAsync(chain.Tasks[1].Id, "wait_reason") == "suspended", skipTime: true);
        await Chains.ResumeAsync(chain.Id);
        await Chains.EndAsync(chain.Id);
        return ChainRunInput.InstanceIdOf(chain.Id, 1);
    }

    async Task<string> CancelNodeAsync()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a", delaySeconds: 500), ChainDriver.Node("b")], ("a", "b"));
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "a running, b pending");
        await Chains.CancelAsync(chain.Tasks[0].Id);
        await Chains.EndAsync(chain.Id);
        return ChainRunInput.InstanceIdOf(chain.Id, 1);
    }

    async Task<string> ApproveAsync()
    {
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("a"), ChainDriver.Node("ask", kind: NodeKind.Approval, options: new() { ["message"] = "Go on?" })], ("a", "ask"));
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => await Tasks.FieldAsync(chain.Tasks[1].Id, "wait_reason") == "approval");
        await Chains.DecideAsync(chain.Tasks[1].Id, approve: true);
        await Chains.EndAsync(chain.Id);
        return RunTaskInput.InstanceIdOf(chain.Tasks[1].Id, 1);
    }

    async Task<string> MapAsync(Func<Guid, string> instanceOf)
    {
        var options = new System.Text.Json.Nodes.JsonObject { ["source"] = "list", ["pointer"] = "/json", ["max_parallel"] = 2 };
        await ChainAsync(ChainDriver.Chain(
            [ChainDriver.Node("list", "[1, 2, 3]"), ChainDriver.Node("map", "of {{item}}", kind: NodeKind.Map, options: options)], ("list", "map")));
        return instanceOf(Guid.Parse(Assert.Single(await Tasks.ListAsync("SELECT id::text FROM orchestrator.tasks WHERE node_kind = 'map'"))));
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
