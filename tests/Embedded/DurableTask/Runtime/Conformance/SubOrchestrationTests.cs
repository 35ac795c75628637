using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Orchestrations that call others: identity, answers, failures, retries that a handler decides on, versions.</summary>
public abstract class SubOrchestrationTests : ConformanceTests
{
    int _attempts;

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
        tasks.AddActivityFunc("FailTwice", _ =>
            Interlocked.Increment(ref _attempts) < 3 ? throw new InvalidOperationException($"attempt {_attempts}") : Task.CompletedTask);
        tasks.AddOrchestratorFunc<string>("ChildThatFailsTwice", async context =>
        {
            await context.CallActivityAsync("FailTwice");
            return context.InstanceId;
        });
        tasks.AddOrchestratorFunc<bool, string>("Handled", async (context, isAsync) =>
        {
            var seen = new List<string>();
            bool Again(RetryContext retry)
            {
                seen.Add($"{retry.LastAttemptNumber}:{retry.LastFailure.InnerFailure!.ErrorMessage}");
                return true;
            }

            TaskOptions options = isAsync
                ? TaskOptions.FromRetryHandler(async retry =>
                {
                    await retry.OrchestrationContext.CallActivityAsync<string>("Echo", "between");
                    return Again(retry);
                })
                : TaskOptions.FromRetryHandler((RetryHandler)Again);
            seen.Add(await context.CallSubOrchestratorAsync<string>("ChildThatFailsTwice", options: options.WithInstanceId("handled-child")));
            return string.Join(' ', seen);
        });
        tasks.AddOrchestratorFunc<string>("HandledOnce", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>(
                    "ChildThatFailsTwice", options: TaskOptions.FromRetryHandler(retry => retry.LastFailure.IsCausedBy<TimeoutException>()));
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.InnerFailure!.ErrorMessage;
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

    [Theory, InlineData(false), InlineData(true)]
    public async Task SubOrchestration_IsRetriedUnderItsId_AsTheHandlerDecides(bool isAsync)
    {
        Assert.Equal("1:attempt 1 2:attempt 2 handled-child", (await RunAsync("Handled", isAsync)).ReadOutputAs<string>());
        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task SubOrchestration_ThatTheHandlerGivesUp_FailsTheCall()
    {
        Assert.Equal("attempt 1", (await RunAsync("HandledOnce")).ReadOutputAs<string>());
        Assert.Equal(1, _attempts);
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
