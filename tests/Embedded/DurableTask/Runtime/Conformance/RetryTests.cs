using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Policies and handlers: attempts, waits, limits of time, and who decides.</summary>
public abstract class RetryTests : ConformanceTests
{
    int _attempts;

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int>("FailUntil", (_, good) =>
            Interlocked.Increment(ref _attempts) < good ? throw new InvalidOperationException($"attempt {_attempts}") : Task.CompletedTask);
        tasks.AddOrchestratorFunc<int, DateTime[]>("Policy", (context, attempts) => FailAsync(context, attempts, TimeSpan.FromMinutes(3)));
        tasks.AddOrchestratorFunc<int, DateTime[]>("Endless", (context, attempts) => FailAsync(context, attempts, Timeout.InfiniteTimeSpan));
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
        tasks.AddOrchestratorFunc<double[]>("TotalTime", async context =>
        {
            var seen = new List<double>();
            try
            {
                await context.CallActivityAsync("FailUntil", 99, TaskOptions.FromRetryHandler(async retry =>
                {
                    seen.Add(retry.TotalRetryTime.TotalMinutes);
                    if (retry.LastAttemptNumber == 3) return false;
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(5), retry.CancellationToken);
                    return true;
                }));
            }
            catch (TaskFailedException e) when (e.FailureDetails.ErrorMessage == "attempt 3")
            {
                return [.. seen];
            }

            return [];
        });
        tasks.AddOrchestratorFunc("HandlerThrows", context =>
            context.CallActivityAsync("FailUntil", 99, TaskOptions.FromRetryHandler((RetryHandler)(_ => throw new TimeoutException("no more")))));
        tasks.AddOrchestratorFunc("HandleFailure", context => context.CallActivityAsync("FailUntil", 99, new TaskOptions(
            new RetryPolicy(9, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.ErrorMessage == "attempt 1" })));
        tasks.AddOrchestratorFunc("HandleFailureThrows", context => context.CallActivityAsync("FailUntil", 99, new TaskOptions(
            new RetryPolicy(9, TimeSpan.FromSeconds(1)) { HandleFailure = _ => throw new TimeoutException("cannot tell") })));
        tasks.AddOrchestratorFunc("Timeout", context => context.CallActivityAsync("FailUntil", 99, new TaskOptions(
            new RetryPolicy(99, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(3)))));
        tasks.AddOrchestratorFunc<string>("Child", async context =>
        {
            await context.CallActivityAsync("FailUntil", 3);
            return context.InstanceId;
        });
        tasks.AddOrchestratorFunc<string>("RetriedChild", context => context.CallSubOrchestratorAsync<string>("Child", options:
            new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1))).WithInstanceId("the-child")));
        tasks.AddOrchestratorFunc<string>("MissingChild", async context =>
        {
            DateTime first = context.CurrentUtcDateTime;
            try
            {
                await context.CallSubOrchestratorAsync("Nowhere", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1))));
            }
            catch (TaskFailedException e)
            {
                return $"{e.FailureDetails.ErrorType} {context.CurrentUtcDateTime - first < TimeSpan.FromHours(1)}";
            }

            return "found";
        });
    }

    /// <summary>The first interval, twice the one before, and at most the longest.</summary>
    [Theory, InlineData("Policy", "1 2 3 3"), InlineData("Endless", "1 2 4 8")]
    public async Task RetryPolicy_WaitsLongerEachTime_ThenSucceeds(string name, string minutes)
    {
        TimeSpan step = TimeSpan.FromSeconds(10);
        OrchestrationMetadata metadata = await EndAsync(await StartAsync(name, 5), step);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        DateTime[] times = metadata.ReadOutputAs<DateTime[]>()!;
        TimeSpan[] waits = [.. times.Zip(times.Skip(1), (from, to) => to - from)];
        Assert.All(waits.Zip(minutes.Split(' ')), wait =>
        {
            TimeSpan expected = TimeSpan.FromMinutes(int.Parse(wait.Second, System.Globalization.CultureInfo.InvariantCulture));
            // The clock moves in steps, and a step may pass before the next timer is set.
            Assert.InRange(wait.First, expected, expected + (3 * step));
        });
        Assert.Equal(4, waits.Length);
        Assert.Equal(5, _attempts);
    }

    [Fact]
    public async Task HandleFailure_ThatThrows_EndsTheRetries()
    {
        OrchestrationMetadata metadata = await EndAsync(await StartAsync("HandleFailureThrows"), TimeSpan.FromSeconds(1));
        Assert.Contains("attempt 1", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, _attempts);
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

    [Fact]
    public async Task RetryHandler_SeesTheTotalTime_AndEndsTheRetries()
    {
        double[] seen = (await EndAsync(await StartAsync("TotalTime"), TimeSpan.FromMinutes(1))).ReadOutputAs<double[]>()!;
        Assert.Equal(3, seen.Length);
        Assert.True(seen[0] < 5 && seen[1] >= 5 && seen[2] >= 10, string.Join(' ', seen));
    }

    [Fact]
    public async Task RetryHandler_ThatThrows_FailsTheInstance()
    {
        OrchestrationMetadata metadata = await RunAsync("HandlerThrows");
        Assert.True(metadata.FailureDetails!.IsCausedBy<TimeoutException>());
        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task HandleFailure_False_EndsTheRetries()
    {
        OrchestrationMetadata metadata = await EndAsync(await StartAsync("HandleFailure"), TimeSpan.FromSeconds(1));
        Assert.Contains("attempt 2", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(2, _attempts);
    }

    [Fact]
    public async Task RetryTimeout_EndsTheRetries()
    {
        OrchestrationMetadata metadata = await EndAsync(await StartAsync("Timeout"), TimeSpan.FromSeconds(10));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        // At once, and after each of three minutes but not when three have passed.
        Assert.InRange(_attempts, 3, 4);
    }

    /// <returns>When each attempt failed, and when the last one succeeded.</returns>
    static async Task<DateTime[]> FailAsync(TaskOrchestrationContext context, int attempts, TimeSpan maxRetryInterval)
    {
        List<DateTime> times = [];
        var policy = new RetryPolicy(attempts, TimeSpan.FromMinutes(1), backoffCoefficient: 2, maxRetryInterval)
        {
            HandleFailure = _ =>
            {
                times.Add(context.CurrentUtcDateTime);
                return true;
            },
        };
        await context.CallActivityAsync("FailUntil", 5, new TaskOptions(policy));
        return [.. times, context.CurrentUtcDateTime];
    }

    [Fact]
    public async Task SubOrchestration_IsRetriedUnderItsId()
    {
        Assert.Equal("the-child", (await EndAsync(await StartAsync("RetriedChild"), TimeSpan.FromSeconds(1))).ReadOutputAs<string>());
        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task SubOrchestration_NotRegistered_IsNotRetried() =>
        Assert.Equal("OrchestratorTaskNotFound True", (await RunAsync("MissingChild")).ReadOutputAs<string>());
}

public sealed class InMemoryRetryTests : RetryTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresRetryTests : RetryTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
