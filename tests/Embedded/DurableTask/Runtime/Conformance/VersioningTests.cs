using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>A worker's version against that of an instance: match strategies None, Strict, CurrentOrOlder; failure strategies Fail and Reject.</summary>
public abstract class VersioningTests : ConformanceTests
{
    VersioningOptions? _versioning;

    protected override void Configure(IDurableTaskWorkerBuilder worker)
    {
        if (_versioning is not null) worker.UseVersioning(_versioning);
    }

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string>("Version", context => $"[{context.Version}]");
        tasks.AddOrchestratorFunc<string>("Version", context => Task.FromResult($"[{context.Version}]"));
        tasks.AddOrchestratorFunc<string>("Waits", async context => await context.WaitForExternalEvent<string>("go") + context.Version);
        tasks.AddOrchestratorFunc<string>("CallsOther", context => context.CallActivityAsync<string>("Version", new TaskOptions { Version = "9" }));
        tasks.AddOrchestratorFunc<int, string>("Registered", new TaskVersion("1"), (_, _) => Task.FromResult("first"));
        tasks.AddOrchestratorFunc<int, string>("Registered", new TaskVersion("2"), (_, _) => Task.FromResult("second"));
    }

    [Theory]
    [InlineData(VersionMatchStrategy.None, "2", "9", true)]
    [InlineData(VersionMatchStrategy.None, "2", null, true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", "2.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "beta", "BETA", true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", "1.9", false)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", null, false)]
    [InlineData(VersionMatchStrategy.Strict, "", null, true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.10", "1.9", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.10", "1.10", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.10", null, true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.10", "1.11", false)]
    [InlineData((VersionMatchStrategy)77, "1", "1", false)]
    public async Task Fail_AnInstanceThatDoesNotMatch_Fails(VersionMatchStrategy match, string worker, string? instance, bool runs)
    {
        await UseAsync(worker, match, VersionFailureStrategy.Fail);
        var options = new StartOrchestrationOptions { Version = instance is null ? null : new TaskVersion(instance) };
        OrchestrationMetadata metadata = await RunAsync("Version", options: options);
        Assert.Equal(runs ? $"[{instance}]" : null, metadata.ReadOutputAs<string>());
        string mismatch = Enum.IsDefined(match) ? "VersionMismatch" : "VersionError";
        Assert.Equal(runs ? null : mismatch, metadata.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Fail_ARunningInstance_OnceItsWorkerIsOfAnotherVersion()
    {
        await UseAsync("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Fail);
        string id = await StartAsync("Waits", options: new StartOrchestrationOptions { Version = "1" });
        await UseAsync("2", VersionMatchStrategy.Strict, VersionFailureStrategy.Fail);
        await Client.RaiseEventAsync(id, "go", "x");
        Assert.Equal("VersionMismatch", (await EndAsync(id)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Reject_AnInstanceThatDoesNotMatch_WaitsForAWorkerThatDoes()
    {
        await UseAsync("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        string id = await StartAsync("Waits", options: new StartOrchestrationOptions("waits") { Version = "2" });
        await Client.RaiseEventAsync(id, "go", "event ");
        string other = await StartAsync("Version", options: new StartOrchestrationOptions { Version = "1" });
        Assert.Equal("[1]", (await EndAsync(other)).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        await UseAsync("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        await UseAsync("2", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        Assert.Equal("event 2", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Reject_ARunningInstance_GoesOnWithAWorkerThatMatches()
    {
        await UseAsync("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        string id = await StartAsync("Waits", options: new StartOrchestrationOptions { Version = "1" });
        await UseAsync("2", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject);
        await UseAsync("2", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        await Client.RaiseEventAsync(id, "go", "x");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        await UseAsync("2", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject);
        Assert.Equal("x1", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Reject_AnInstanceThatWaits_CanBeTerminated(bool hasRun)
    {
        if (!hasRun) await UseAsync("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        string id = await StartAsync("Waits", options: new StartOrchestrationOptions { Version = "2" });
        if (hasRun) await UseAsync("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject);
        await Client.RaiseEventAsync(id, "go", "x");
        await Client.TerminateInstanceAsync(id, "enough");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Fail_AnActivityThatDoesNotMatch_FailsItsCaller()
    {
        await UseAsync("1", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Fail);
        OrchestrationMetadata metadata = await RunAsync("CallsOther");
        Assert.Equal("VersionMismatch", metadata.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Reject_AnActivityThatDoesNotMatch_RunsWithAWorkerThatDoes()
    {
        await UseAsync("1", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject);
        string id = await StartAsync("CallsOther");
        await UseAsync("9", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject);
        Assert.Equal("[9]", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory, InlineData("1", "first"), InlineData("2", "second"), InlineData("3", null)]
    public async Task Registration_ByVersion_IsTheOneThatRuns(string version, string? expected)
    {
        OrchestrationMetadata metadata = await RunAsync("Registered", 0, new StartOrchestrationOptions { Version = version });
        Assert.Equal(expected, metadata.ReadOutputAs<string>());
        Assert.Equal(expected is null ? "OrchestratorTaskNotFound" : null, metadata.FailureDetails?.ErrorType);
    }

    Task UseAsync(string version, VersionMatchStrategy match, VersionFailureStrategy failure)
    {
        _versioning = new VersioningOptions { Version = version, MatchStrategy = match, FailureStrategy = failure };
        return RestartProcessAsync();
    }
}

public sealed class InMemoryVersioningTests : VersioningTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresVersioningTests : VersioningTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
