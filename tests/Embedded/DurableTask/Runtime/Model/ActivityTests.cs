using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Model;

public abstract class ActivityTests : ModelTests
{
    int _attempts;

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("Double", (_, n) => n * 2);
        tasks.AddActivityFunc<string>("Context", context => $"{context.Name}/{context.InstanceId}");
        tasks.AddActivityFunc<int>("FailUntil", (_, good) =>
            Interlocked.Increment(ref _attempts) < good ? throw new InvalidOperationException($"attempt {_attempts}") : Task.CompletedTask);
        tasks.AddActivityFunc("Throw", _ => throw new InvalidDataException("outer", new TimeoutException("inner")));
        tasks.AddOrchestratorFunc<int, int>("Chain", async (context, n) =>
        {
            for (int i = 0; i < 5; i++) n = await context.CallActivityAsync<int>("Double", n);
            return n;
        });
        tasks.AddOrchestratorFunc<int, int>("FanOut", async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivityAsync<int>("Double", i)))).Sum());
        tasks.AddOrchestratorFunc("Context", context => context.CallActivityAsync<string>("Context"));
        tasks.AddOrchestratorFunc("Fails", context => context.CallActivityAsync("Throw"));
        tasks.AddOrchestratorFunc("Missing", context => context.CallActivityAsync("Nowhere", new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1)))));
        tasks.AddOrchestratorFunc<int, DateTime[]>("Policy", async (context, attempts) =>
        {
            DateTime first = context.CurrentUtcDateTime;
            var policy = new RetryPolicy(attempts, TimeSpan.FromMinutes(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(3));
            await context.CallActivityAsync("FailUntil", 5, new TaskOptions(policy));
            return [first, context.CurrentUtcDateTime];
        });
        tasks.AddOrchestratorFunc<bool, string>("Handler", async (context, isAsync) =>
        {
            var seen = new List<string>();
            bool Keep(RetryContext retry)
            {
                seen.Add($"{retry.LastAttemptNumber}:{retry.LastFailure.ErrorMessage}");
                return retry.LastFailure.IsCausedBy<InvalidOperationException>();
            }

            TaskOptions options = isAsync
                ? TaskOptions.FromRetryHandler(async retry =>
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                    return Keep(retry);
                })
                : TaskOptions.FromRetryHandler((RetryHandler)Keep);
            await context.CallActivityAsync("FailUntil", 3, options);
            return string.Join(' ', seen);
        });
        tasks.AddOrchestratorFunc<string>("Catches", async context =>
        {
            try
            {
                await context.CallActivityAsync("Throw");
                return "no failure";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}#{e.TaskId}:{e.FailureDetails.IsCausedBy<InvalidDataException>()}:{e.FailureDetails.InnerFailure!.ErrorMessage}";
            }
        });
    }

    [Fact]
    public async Task Chain_OfFive_ReturnsTheResult()
    {
        OrchestrationMetadata metadata = await RunAsync("Chain", 3);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        Assert.Equal(96, metadata.ReadOutputAs<int>());
        Assert.Equal(3, metadata.ReadInputAs<int>());
    }

    [Fact]
    public async Task FanOut_OfThousand_CollectsAll() => Assert.Equal(999_000, (await RunAsync("FanOut", 1000)).ReadOutputAs<int>());

    [Fact]
    public async Task Activity_SeesItsNameAndInstance()
    {
        OrchestrationMetadata metadata = await RunAsync("Context", options: new StartOrchestrationOptions("an-id"));
        Assert.Equal("Context/an-id", metadata.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Failure_Uncaught_FailsTheInstanceWithItsCauses()
    {
        OrchestrationMetadata metadata = await RunAsync("Fails");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, metadata.FailureDetails!.ErrorType);
        Assert.True(metadata.FailureDetails.InnerFailure!.IsCausedBy<InvalidDataException>());
        Assert.True(metadata.FailureDetails.InnerFailure.InnerFailure!.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public async Task Failure_Caught_ShowsDetails() =>
        Assert.Equal("Throw#0:True:inner", (await RunAsync("Catches")).ReadOutputAs<string>());

    [Fact]
    public async Task Activity_NotRegistered_FailsAtOnceDespiteRetries()
    {
        OrchestrationMetadata metadata = await RunAsync("Missing");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("Nowhere", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_NotRegistered_Fails()
    {
        OrchestrationMetadata metadata = await RunAsync("Nobody");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("Nobody", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryPolicy_Waits1_2_3_3Minutes_ThenSucceeds()
    {
        OrchestrationMetadata metadata = await EndAsync(await StartAsync("Policy", 5), TimeSpan.FromSeconds(10));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        DateTime[] times = metadata.ReadOutputAs<DateTime[]>()!;
        Assert.True(times[1] - times[0] >= TimeSpan.FromMinutes(9), $"waited {times[1] - times[0]}");
        Assert.Equal(5, _attempts);
    }

    [Fact]
    public async Task RetryPolicy_AttemptsUsedUp_Fails()
    {
        OrchestrationMetadata metadata = await EndAsync(await StartAsync("Policy", 2), TimeSpan.FromSeconds(10));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Equal(2, _attempts);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task RetryHandler_SeesAttemptsAndFailures(bool isAsync)
    {
        OrchestrationMetadata metadata = await EndAsync(await StartAsync("Handler", isAsync), TimeSpan.FromSeconds(30));
        Assert.Equal("1:attempt 1 2:attempt 2", metadata.ReadOutputAs<string>());
    }
}

public sealed class InMemoryActivityTests : ActivityTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresActivityTests : ActivityTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
