using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Orchestrations that call others: identity, answers, failures, versions.</summary>
public abstract class SubOrchestrationTests : ConformanceTests
{
    protected override void Configure(IDurableTaskWorkerBuilder worker) =>
        worker.UseVersioning(new DurableTaskWorkerOptions.VersioningOptions { DefaultVersion = "7" });

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
        tasks.AddActivityFunc<string>("Throw", (_, text) => throw new InvalidDataException(text));
        tasks.AddOrchestratorFunc<string, string>("Child", async (context, text) =>
        {
            if (text == "throw") await context.CallActivityAsync("Throw", "child failed");
            return $"{context.Parent!.Name}/{context.Parent.InstanceId}/{context.InstanceId}/{await context.CallActivityAsync<string>("Echo", text)}";
        });
        tasks.AddOrchestratorFunc<string, string>("Parent", (context, text) =>
            context.CallSubOrchestratorAsync<string>("Child", text, new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        tasks.AddOrchestratorFunc<string>("ParentCatches", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Child", "throw");
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}:{e.FailureDetails.InnerFailure!.ErrorMessage}";
            }
        });
        tasks.AddOrchestratorFunc<int, int>("ManyChildren", async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallSubOrchestratorAsync<string>("Child", $"{i}")))).Length);
        tasks.AddOrchestratorFunc<string>("Version", context => Task.FromResult($"[{context.Version}]"));
        tasks.AddOrchestratorFunc<string>("Versions", async context => await context.CallSubOrchestratorAsync<string>("Version")
            + await context.CallSubOrchestratorAsync<string>("Version", new SubOrchestrationOptions { Version = "3" })
            + await context.CallSubOrchestratorAsync<string>("Version", new SubOrchestrationOptions { Version = TaskVersion.Unversioned }));
        tasks.AddOrchestratorFunc("Tagged", context => context.CallSubOrchestratorAsync("Version", options: new SubOrchestrationOptions(
            new TaskOptions(retry: null, tags: new Dictionary<string, string> { ["kind"] = "child" }), "tagged-child")));
        tasks.AddOrchestratorFunc<string>("Twice", async context =>
        {
            Task first = context.CallSubOrchestratorAsync("Waits", options: new SubOrchestrationOptions(instanceId: "twice"));
            try
            {
                await context.CallSubOrchestratorAsync("Waits", options: new SubOrchestrationOptions(instanceId: "twice"));
                return "twice";
            }
            catch (TaskFailedException e)
            {
                context.SendEvent("twice", "go", "");
                await first;
                return e.FailureDetails.ErrorType;
            }
        });
        tasks.AddOrchestratorFunc<string>("Waits", context => context.WaitForExternalEvent<string>("go"));
    }

    [Fact]
    public async Task SubOrchestration_KnowsItsParent_AndAnswers() =>
        Assert.Equal("Parent/p/p-child/hi", (await RunAsync("Parent", "hi", new StartOrchestrationOptions("p"))).ReadOutputAs<string>());

    [Fact]
    public async Task SubOrchestration_Failure_ReachesTheParent() =>
        Assert.Equal("Child:child failed", (await RunAsync("ParentCatches")).ReadOutputAs<string>());

    [Fact]
    public async Task SubOrchestrations_FiveHundred_AllAnswer() => Assert.Equal(500, (await RunAsync("ManyChildren", 500)).ReadOutputAs<int>());

    [Fact]
    public async Task SubOrchestration_HasTheWorkersDefaultVersion_UnlessTheCallNamesOne() =>
        Assert.Equal("[7][3][]", (await RunAsync("Versions", options: new StartOrchestrationOptions { Version = "1" })).ReadOutputAs<string>());

    [Fact]
    public async Task SubOrchestration_HasTheTagsOfTheCall()
    {
        await RunAsync("Tagged");
        Assert.Equal("child", (await Client.GetInstanceAsync("tagged-child"))!.Tags["kind"]);
    }

    [Fact]
    public async Task SubOrchestration_UnderAnIdThatRuns_FailsTheCall() =>
        Assert.Equal("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", (await RunAsync("Twice")).ReadOutputAs<string>());
}

public sealed class InMemorySubOrchestrationTests : SubOrchestrationTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresSubOrchestrationTests : SubOrchestrationTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
